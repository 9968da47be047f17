import { rows } from '../core/read/sql.js';
import type { Context } from '../core/write/context.js';

/** Of a user, at a time, but for one. */
export const END_SESSIONS =
  'UPDATE sessions SET ended_at = $2 WHERE user_id = $1 AND ended_at IS NULL AND id IS DISTINCT FROM $3';

/** Ends every session of a user, of API and console, but for the one to keep. */
export async function endSessions(ctx: Context, userId: string, keep: string | null = null): Promise<void> {
  await rows(ctx, END_SESSIONS, [userId, ctx.now, keep]);
}
