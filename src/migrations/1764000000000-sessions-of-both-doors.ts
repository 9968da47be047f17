import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Console logins become sessions like the API's: the cookie store names one and knows nothing else. Whoever was logged
 * in to the console logs in once more.
 */
const SESSIONS = `
  ALTER TABLE sessions ADD COLUMN kind text NOT NULL DEFAULT 'api' CHECK (kind IN ('api', 'console'));
  ALTER TABLE sessions ALTER COLUMN kind DROP DEFAULT;
  DROP INDEX console_sessions_user_idx;
  DELETE FROM console_sessions;
`;

/** One statement for a lock and what is looked at under it. The number is that of LOCKS.administrators. */
const LAST_ADMIN = `
  CREATE FUNCTION another_admin_than(user_id uuid) RETURNS boolean LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock(7263001);
    RETURN EXISTS (SELECT 1 FROM users
      WHERE role = 'admin' AND is_active AND deleted_at IS NULL AND id <> user_id);
  END $$;
`;

export class SessionsOfBothDoors1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SESSIONS);
    await runner.query(LAST_ADMIN);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION another_admin_than');
    await runner.query(`DELETE FROM sessions WHERE kind = 'console'`);
    await runner.query('ALTER TABLE sessions DROP COLUMN kind');
    await runner.query(`CREATE INDEX console_sessions_user_idx ON console_sessions ((sess -> 'passport' ->> 'user'))`);
  }
}
