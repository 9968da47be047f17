import type { User } from '../../entities/user.entity.js';
import { AppError } from '../core/errors.js';
import { LOCKS } from '../core/write/advisory-lock.js';
import type { Context } from '../core/write/context.js';

/**
 * Refuses when nobody could administrate without this user. Whoever would take an administrator away waits for the
 * others who would.
 * @throws {AppError} LAST_ADMIN
 */
export async function requireAnotherAdmin(ctx: Context, user: User): Promise<void> {
  if (user.role !== 'admin' || !user.is_active) return;
  await ctx.manager.query('SELECT pg_advisory_xact_lock($1)', [LOCKS.administrators]);
  const others = await ctx.manager.query(
    `SELECT 1 FROM users WHERE role = 'admin' AND is_active AND deleted_at IS NULL AND id <> $1 LIMIT 1`,
    [user.id],
  );
  if (others.length === 0) throw new AppError('LAST_ADMIN');
}
