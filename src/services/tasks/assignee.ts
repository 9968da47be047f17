import { isActiveUser } from '../core/access/active-user.js';
import { invalid } from '../core/errors.js';
import { rows } from '../core/read/sql.js';
import type { Context } from '../core/write/context.js';

/**
 * Work goes to somebody who can do it. Whoever takes it is asked about with the audit entry.
 * @throws {AppError} VALIDATION_FAILED naming assigned_user_id
 */
export async function requireAssignable(ctx: Context, userId: string | null | undefined): Promise<void> {
  if (userId === null || userId === undefined) return;
  if (ctx.actor.type === 'user' && ctx.actor.id === userId) return;
  const found = await rows(ctx, `SELECT 1 FROM users WHERE id = $1 AND ${isActiveUser('users')}`, [userId]);
  if (found.length === 0) throw invalid({ assigned_user_id: 'is no active user' });
}
