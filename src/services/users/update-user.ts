import type { z } from 'zod';
import { User } from '../../entities/user.entity.js';
import type { Caller } from '../core/access/actor.js';
import { can } from '../core/access/policy.js';
import { AppError } from '../core/errors.js';
import { type Context, lock } from '../core/write/context.js';
import { perform } from '../core/write/perform.js';
import type { Deps } from '../deps.js';
import { endSessions } from './end-sessions.js';
import { requireAnotherAdmin } from './last-admin.js';
import { checkPassword, hashPassword } from './password.js';
import { updateUserInput } from './user.schema.js';

type Changes = z.infer<typeof updateUserInput>;

/** What people may change about themselves. */
const OWN_FIELDS = ['full_name', 'email'];

/**
 * Changes what is named and keeps the rest. A new password, role or state ends the user's sessions.
 * @throws {AppError} FORBIDDEN, NOT_FOUND, VALIDATION_FAILED, EMAIL_TAKEN, LAST_ADMIN, PRECONDITION_FAILED
 */
export function updateUser(
  deps: Deps,
  caller: Caller,
  userId: string,
  input: unknown,
  ifVersion?: number,
): Promise<User> {
  return perform(deps, caller, {
    permission: 'users:update',
    action: 'user.update',
    entity: 'user',
    id: userId,
    schema: updateUserInput,
    input,
    ifVersion,
    load: (ctx) => lock(ctx, User, userId),
    work: async (ctx, { password, ...changes }, user) => {
      const before = { ...user };
      const changed = changedFields(user, changes);
      if (password !== undefined) changed.push('password');
      requireAllowed(ctx, user, changed);
      if (takesAdminAway(changes)) await requireAnotherAdmin(ctx, user);
      Object.assign(user, changes, { updated_at: ctx.now });
      if (password !== undefined) {
        await checkPassword(password, user);
        user.password_hash = await hashPassword(password);
      }
      await ctx.manager.save(User, user);
      if (changed.some((name) => ['password', 'role', 'is_active'].includes(name))) {
        await endSessions(ctx.manager, user.id, ctx.now);
      }
      ctx.audit({ entity_id: user.id, before, after: user });
      return user;
    },
  });
}

function changedFields(user: User, changes: Changes): string[] {
  return Object.entries(changes)
    .filter(([name, value]) => user[name as keyof User] !== value)
    .map(([name]) => name);
}

function requireAllowed(ctx: Context, user: User, changed: string[]): void {
  const isOneself = ctx.actor.type === 'user' && ctx.actor.id === user.id;
  const isOwnField = (name: string) => isOneself && OWN_FIELDS.includes(name);
  const mayManage = !isOneself && can(ctx.actor, 'users:manage');
  if (!changed.every((name) => mayManage || isOwnField(name))) throw new AppError('FORBIDDEN');
}

const takesAdminAway = ({ role, is_active }: Changes): boolean =>
  (role !== undefined && role !== 'admin') || is_active === false;
