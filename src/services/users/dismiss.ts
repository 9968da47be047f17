import type { User } from '../../entities/user.entity.js';
import { AppError } from '../core/errors.js';
import { rows } from '../core/read/sql.js';
import type { Context } from '../core/write/context.js';
import { END_SESSIONS, endSessions } from './end-sessions.js';

/**
 * Ends the sessions of a user who will be deleted, disabled or no administrator. Refuses when nobody could administrate
 * without them: whoever dismisses an administrator waits for the others who do, until their transactions end.
 * @throws {AppError} LAST_ADMIN
 */
export async function dismiss(ctx: Context, user: User): Promise<void> {
  if (user.role !== 'admin' || !user.is_active) return endSessions(ctx, user.id);
  const [found] = await rows<{ is_there: boolean }>(
    ctx,
    `WITH ended AS (${END_SESSIONS}) SELECT another_admin_than($1) AS is_there`,
    [user.id, ctx.now, null],
  );
  if (!found?.is_there) throw new AppError('LAST_ADMIN');
}
