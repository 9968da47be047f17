import type { z } from 'zod';
import { User } from '../../entities/user.entity.js';
import type { Actor } from '../core/access/actor.js';
import { can } from '../core/access/policy.js';
import type { Core } from '../core/core.js';
import { AppError, invalid } from '../core/errors.js';
import { requireId } from '../core/input/shapes.js';
import { rows } from '../core/read/sql.js';
import { Refusal } from '../core/write/context.js';
import { operation } from '../core/write/operation.js';
import { update } from '../core/write/records.js';
import { dismiss } from './dismiss.js';
import { endSessions } from './end-sessions.js';
import { provesOwnEmail } from './own-email.js';
import { checkPassword, hashPassword } from './password.js';
import { updateUserInput } from './user.schema.js';
import { userRecord } from './user-record.js';

type Changes = Omit<z.infer<typeof updateUserInput>, 'password' | 'current_password'>;

/** What people may change about themselves. */
const OWN_FIELDS = ['full_name', 'email'];

/** What ends a user's sessions when it changes. */
const ENDS_SESSIONS = ['password', 'role', 'is_active'];

/**
 * Changes what is named and keeps the rest. A new password, role or state ends the user's sessions. One's own email is
 * changed with one's own password.
 * @throws {AppError} FORBIDDEN, NOT_FOUND, VALIDATION_FAILED, EMAIL_TAKEN, LAST_ADMIN, PRECONDITION_FAILED,
 *   RATE_LIMITED
 */
export const updateUser = operation({
  permission: 'users:update',
  action: 'user.update',
  entity: 'user',
  input: updateUserInput,
  prepare: async (core, { id, input, caller }) => {
    const isProven = await provesOwnEmail(core, caller, id, input);
    if (input.password === undefined) return { isProven };
    requireAllowed(caller.actor, id, ['password']);
    await checkPassword({ core, caller }, input.password, { ...(await nameAndEmail(core, id)), ...input });
    return { isProven, password_hash: await hashPassword({ core, caller }, input.password) };
  },
  locks: User,
  work: async (ctx, { input, record: user, prepared: { isProven, password_hash } }) => {
    const { password, current_password: _proof, ...changes } = input;
    const changed = changedFields(user, changes);
    if (password !== undefined) changed.push('password');
    requireAllowed(ctx.actor, user.id, changed);
    if (!isProven) {
      ctx.audit({ entity_id: user.id, before: null, after: null });
      return new Refusal(invalid({ current_password: 'is wrong' }));
    }
    if (changed.some((name) => ENDS_SESSIONS.includes(name))) {
      await (takesAdminAway(changes) ? dismiss(ctx, user) : endSessions(ctx, user.id));
    }
    await update(ctx, User, user, { ...changes, ...(password_hash !== undefined && { password_hash }) });
    return userRecord(user);
  },
});

/** What a password must not be like. */
async function nameAndEmail(core: Core, id: string): Promise<Pick<User, 'email' | 'full_name'>> {
  const [user] = await rows<Pick<User, 'email' | 'full_name'>>(
    core,
    'SELECT email, full_name FROM users WHERE id = $1 AND deleted_at IS NULL',
    [requireId(id)],
  );
  if (!user) throw new AppError('NOT_FOUND');
  return user;
}

function changedFields(user: User, changes: Changes): string[] {
  return Object.entries(changes)
    .filter(([name, value]) => user[name as keyof User] !== value)
    .map(([name]) => name);
}

const NOT_OF_ONESELF =
  'Of yourself you can change name and email here; your password under “Change your password”; the rest another administrator can.';

function requireAllowed(actor: Actor, userId: string, changed: string[]): void {
  const isOneself = actor.type === 'user' && actor.id === userId;
  const isOwnField = (name: string) => isOneself && OWN_FIELDS.includes(name);
  const mayManage = !isOneself && can(actor, 'users:manage');
  if (changed.every((name) => mayManage || isOwnField(name))) return;
  throw new AppError('FORBIDDEN', isOneself ? { message: NOT_OF_ONESELF } : {});
}

const takesAdminAway = ({ role, is_active }: Changes): boolean =>
  (role !== undefined && role !== 'admin') || is_active === false;
