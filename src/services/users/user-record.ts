import type { User } from '../../entities/user.entity.js';

/** A user as it is read: everything but the password. */
export type UserRecord = Omit<User, 'password_hash' | 'deleted_at'>;

export const USER_COLUMNS = `u.id, u.email, u.full_name, u.role, u.is_active, u.must_change_password,
  u.responsible_province, u.last_login, u.created_at, u.updated_at, u.version`;

/** What of a row may leave the services. */
export function userRecord({ password_hash: _hash, deleted_at: _deleted, ...record }: User): UserRecord {
  return record;
}
