import type { User } from '../../entities/user.entity.js';
import { AppError } from '../core/errors.js';
import { rows } from '../core/read/sql.js';
import type { Context } from '../core/write/context.js';

/**
 * Refuses when nobody could administrate without this user. Whoever would take an administrator away waits for the
 * others who would: the function takes a lock until the transaction ends.
 * @throws {AppError} LAST_ADMIN
 */
export async function requireAnotherAdmin(ctx: Context, user: User): Promise<void> {
  if (user.role !== 'admin' || !user.is_active) return;
  const [found] = await rows<{ is_there: boolean }>(ctx, 'SELECT another_admin_than($1) AS is_there', [user.id]);
  if (!found?.is_there) throw new AppError('LAST_ADMIN');
}
