import { invalid } from '../core/errors.js';
import type { Context } from '../core/write/context.js';

/**
 * Work goes to somebody who can do it.
 * @throws {AppError} VALIDATION_FAILED naming assigned_user_id
 */
export async function requireAssignable(ctx: Context, userId: string | null | undefined): Promise<void> {
  if (userId === null || userId === undefined) return;
  const text = 'SELECT 1 FROM users WHERE id = $1 AND is_active AND deleted_at IS NULL';
  const found = await ctx.manager.query(text, [userId]);
  if (found.length === 0) throw invalid({ assigned_user_id: 'is no active user' });
}
