import type { EntityManager } from 'typeorm';

/** Ends every session of a user, of API and console, but for the one to keep. */
export async function endSessions(
  manager: EntityManager,
  userId: string,
  now: Date,
  keep: string | null = null,
): Promise<void> {
  await manager.query(
    `UPDATE sessions SET ended_at = $2 WHERE user_id = $1 AND ended_at IS NULL AND id::text IS DISTINCT FROM $3`,
    [userId, now, keep],
  );
  await manager.query(
    `DELETE FROM console_sessions WHERE sess -> 'passport' ->> 'user' = $1 AND sid IS DISTINCT FROM $2`,
    [userId, keep],
  );
}
