import { User } from '../../entities/user.entity.js';
import { columnsOf } from '../core/read/source.js';
import type { Titles } from '../core/read/titles.js';

/** A user as it is read: everything but the password. */
export type UserRecord = Omit<User, 'password_hash' | 'deleted_at'>;

export const USERS = { select: columnsOf(User, 'u'), from: 'users u', id: 'u.id', where: 'u.deleted_at IS NULL' };

export const USER_TITLES: Titles = { source: USERS, title: 'u.full_name' };

/** What of a row may leave the services. */
export function userRecord({ password_hash: _hash, deleted_at: _deleted, ...record }: User): UserRecord {
  return record;
}
