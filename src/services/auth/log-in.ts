import { z } from 'zod';
import type { User } from '../../entities/user.entity.js';
import { isActiveUser } from '../core/access/active-user.js';
import { AppError } from '../core/errors.js';
import { secret } from '../core/input/shapes.js';
import { rows } from '../core/read/sql.js';
import { type Context, Refusal } from '../core/write/context.js';
import { operation } from '../core/write/operation.js';
import { passwordMatches } from '../users/password.js';
import { givenPassword } from '../users/user.schema.js';
import { type UserRecord, userRecord } from '../users/user-record.js';
import { handOutTokens, openSession, type Tokens } from './open-session.js';
import { newSecret } from './tokens.js';

const credentials = z.strictObject({ email: z.string().max(254), password: secret(givenPassword) });

const logInInput = credentials.extend({
  remember_me: z.boolean().default(false),
  totp: z.string().max(20).optional().describe('The second factor of those who have one; nobody has yet.'),
});

type Credentials = z.infer<typeof credentials>;

/**
 * Checks email and password, and notes the login. `open` makes what the door hands out, in the same transaction. A wrong
 * email, a wrong password and a disabled user look and take the same.
 */
const logInBy = <Input extends Credentials, Result>(
  input: z.ZodType<Input>,
  open: (ctx: Context, user: UserRecord, input: Input) => Promise<Result>,
) =>
  operation({
    permission: 'auth:login',
    action: 'auth.login',
    entity: 'user',
    limit: 'login',
    input,
    prepare: async (core, { input: { email, password }, caller }) => {
      const [found] = await rows<Pick<User, 'id' | 'password_hash'>>(
        core,
        'SELECT id, password_hash FROM users WHERE email = $1 AND deleted_at IS NULL',
        [email.toLowerCase()],
      );
      return { found, matches: await passwordMatches({ core, caller }, password, found?.password_hash) };
    },
    work: async (ctx, { input: given, prepared: { found, matches } }) => {
      const { email } = given;
      const user = found && matches ? await noteLogin(ctx, found) : undefined;
      if (!user) {
        ctx.audit({ entity_id: found?.id ?? null, before: null, after: { email } });
        return new Refusal(new AppError('INVALID_CREDENTIALS'));
      }
      const { id, role, must_change_password } = user;
      const actor = { type: 'user', id, email: user.email, role, must_change_password, session_id: null } as const;
      ctx.audit({ entity_id: id, before: null, after: { email }, actor });
      return open(ctx, user, given);
    },
  });

/** The user, unless the password that was compared is no longer theirs: it may be changed while it is compared. */
async function noteLogin(ctx: Context, found: Pick<User, 'id' | 'password_hash'>): Promise<UserRecord | undefined> {
  const [user] = await rows<User>(
    ctx,
    `UPDATE users SET last_login = $3
     WHERE id = $1 AND password_hash = $2 AND ${isActiveUser('users')} RETURNING *`,
    [found.id, found.password_hash, ctx.now],
  );
  return user && userRecord(user);
}

/**
 * Logs in to the API.
 * @throws {AppError} INVALID_CREDENTIALS, RATE_LIMITED
 */
export const logIn = logInBy(logInInput, async (ctx, user, { remember_me }): Promise<Tokens & { user: UserRecord }> => {
  const session = await openSession(ctx, { user_id: user.id, kind: 'api', remember_me });
  return { ...(await handOutTokens(ctx, session, newSecret())), user };
});

/**
 * Logs in to the console; gives the id of the session.
 * @throws {AppError} INVALID_CREDENTIALS, RATE_LIMITED
 */
export const logInToConsole = logInBy(credentials, async (ctx, user): Promise<string> => {
  const { id } = await openSession(ctx, { user_id: user.id, kind: 'console' });
  return id;
});
