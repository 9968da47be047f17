import { IsNull } from 'typeorm';
import { User } from '../../entities/user.entity.js';
import { invalid } from '../core/errors.js';
import type { Context } from '../core/write/context.js';

/**
 * Work goes to somebody who can do it.
 * @throws {AppError} VALIDATION_FAILED naming assigned_user_id
 */
export async function requireAssignable(ctx: Context, userId: string | null | undefined): Promise<void> {
  if (userId === null || userId === undefined) return;
  const isThere = await ctx.manager.existsBy(User, { id: userId, is_active: true, deleted_at: IsNull() });
  if (!isThere) throw invalid({ assigned_user_id: 'is no active user' });
}
