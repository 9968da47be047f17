import { User } from '../../entities/user.entity.js';
import { AppError } from '../core/errors.js';
import { operation } from '../core/write/operation.js';
import { remove } from '../core/write/records.js';
import { dismiss } from './dismiss.js';

/**
 * Deletes a user softly: tasks and comments keep the name, the email is free again. API keys of theirs end.
 * @throws {AppError} FORBIDDEN, NOT_FOUND, OWN_ACCOUNT, LAST_ADMIN
 */
export const deleteUser = operation({
  permission: 'users:manage',
  action: 'user.delete',
  entity: 'user',
  locks: User,
  work: async (ctx, { record: user }) => {
    if (ctx.actor.type === 'user' && ctx.actor.id === user.id) throw new AppError('OWN_ACCOUNT');
    await dismiss(ctx, user);
    await remove(ctx, User, user);
  },
});
