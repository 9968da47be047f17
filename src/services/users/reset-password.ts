import { User } from '../../entities/user.entity.js';
import { AppError } from '../core/errors.js';
import { operation } from '../core/write/operation.js';
import { update } from '../core/write/records.js';
import { endSessions } from './end-sessions.js';
import { generatePassword, hashPassword } from './password.js';
import { userRecord } from './user-record.js';

const OWN = 'Change your own password yourself: that asks for the current one.';

/**
 * Gives a user a new password that comes back this once and must be changed at the next login. Ends their sessions.
 * @throws {AppError} FORBIDDEN, NOT_FOUND, OWN_ACCOUNT for one's own, RATE_LIMITED
 */
export const resetPassword = operation({
  permission: 'users:manage',
  action: 'user.reset_password',
  entity: 'user',
  prepare: async (core, { id, caller }) => {
    // One's own password is changed with the current one, which whoever sits at a forgotten screen does not know.
    if (caller.actor.type === 'user' && caller.actor.id === id) throw new AppError('OWN_ACCOUNT', { message: OWN });
    const generated_password = generatePassword();
    return { generated_password, password_hash: await hashPassword({ core, caller }, generated_password) };
  },
  locks: User,
  work: async (ctx, { record: user, prepared: { generated_password, password_hash } }) => {
    await update(ctx, User, user, { password_hash, must_change_password: true });
    await endSessions(ctx, user.id);
    return { user: userRecord(user), generated_password };
  },
});
