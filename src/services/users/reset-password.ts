import { User } from '../../entities/user.entity.js';
import { operation } from '../core/write/operation.js';
import { update } from '../core/write/records.js';
import { endSessions } from './end-sessions.js';
import { generatePassword, hashPassword } from './password.js';
import { userRecord } from './user-record.js';

/**
 * Gives a user a new password that comes back this once and must be changed at the next login. Ends their sessions.
 * @throws {AppError} FORBIDDEN, NOT_FOUND
 */
export const resetPassword = operation({
  permission: 'users:manage',
  action: 'user.reset_password',
  entity: 'user',
  prepare: async () => {
    const generated_password = generatePassword();
    return { generated_password, password_hash: await hashPassword(generated_password) };
  },
  locks: User,
  work: async (ctx, { record: user, prepared: { generated_password, password_hash } }) => {
    await update(ctx, User, user, { password_hash, must_change_password: true });
    await endSessions(ctx, user.id);
    return { user: userRecord(user), generated_password };
  },
});
