import { z } from 'zod';
import { User } from '../../entities/user.entity.js';
import type { AnonymousActor, Caller } from '../core/access/actor.js';
import { AppError } from '../core/errors.js';
import { parse } from '../core/input/parse.js';
import { type Context, Refusal } from '../core/write/context.js';
import { perform } from '../core/write/perform.js';
import type { Deps } from '../deps.js';
import { passwordMatches } from '../users/password.js';

export const credentialsInput = z.strictObject({ email: z.string().max(254), password: z.string().max(1000) });

/**
 * Checks email and password and notes the login, for API and console alike. `open` makes what the door hands out, in
 * the same transaction. A wrong email, a wrong password and a disabled user look and take the same.
 * @throws {AppError} INVALID_CREDENTIALS
 */
export async function logIn<T>(
  deps: Deps,
  caller: Caller<AnonymousActor>,
  input: unknown,
  open: (ctx: Context, user: User) => Promise<T>,
): Promise<T> {
  const { email, password } = parse(credentialsInput, input);
  const found = await findWithPassword(deps, email);
  const matches = await passwordMatches(password, found?.password_hash);
  return perform(deps, caller, {
    permission: 'auth:login',
    action: 'auth.login',
    entity: 'user',
    schema: z.void(),
    input: undefined,
    work: async (ctx) => {
      const user = found && (await lockUnchanged(ctx, found));
      if (!matches || !user?.is_active || user.deleted_at !== null) {
        ctx.audit({ entity_id: found?.id ?? null, before: null, after: { email } });
        return new Refusal(new AppError('INVALID_CREDENTIALS'));
      }
      user.last_login = ctx.now;
      await ctx.manager.update(User, { id: user.id }, { last_login: ctx.now });
      ctx.audit({ entity_id: user.id, before: null, after: { email }, actor: actorOf(user) });
      return open(ctx, user);
    },
  });
}

/** The user, unless the password that was compared is no longer theirs: it may be changed while it is compared. */
async function lockUnchanged(ctx: Context, { id, password_hash }: User): Promise<User | null> {
  const current = await ctx.manager.query('SELECT 1 FROM users WHERE id = $1 AND password_hash = $2 FOR UPDATE', [
    id,
    password_hash,
  ]);
  return current.length > 0 ? ctx.manager.findOneBy(User, { id }) : null;
}

function findWithPassword({ db }: Deps, email: string): Promise<User | null> {
  return db.manager
    .createQueryBuilder(User, 'u')
    .addSelect('u.password_hash')
    .where('u.email = :email AND u.deleted_at IS NULL', { email: email.toLowerCase() })
    .getOne();
}

const actorOf = ({ id, email, role, must_change_password }: User) =>
  ({ type: 'user', id, email, role, must_change_password, session_id: null }) as const;
