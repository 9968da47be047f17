import type { DataSource, QueryRunner } from 'typeorm';

/** Any numbers that differ: what one process at a time does, among all that use the database. */
export const LOCKS = {
  migrations: 7_263_000,
  administrators: 7_263_001,
  partitions: 7_263_002,
  jobs: 7_263_003,
} as const;

/** Does the work while no other process does it; whoever comes meanwhile waits. */
export async function withLock<T>(
  db: DataSource,
  name: keyof typeof LOCKS,
  work: (runner: QueryRunner) => Promise<T>,
): Promise<T> {
  const runner = db.createQueryRunner();
  try {
    // Waiting for another process' migration may take longer than a statement should.
    await runner.query('SET statement_timeout = 0');
    await runner.query('SELECT pg_advisory_lock($1)', [LOCKS[name]]);
    return await work(runner);
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [LOCKS[name]]);
    await runner.query('RESET statement_timeout');
    await runner.release();
  }
}
