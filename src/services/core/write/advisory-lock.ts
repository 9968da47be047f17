import { type Database, onConnection } from '../connection.js';

/** Any numbers that differ: what one process at a time does, among all that use the database. */
export const LOCKS = {
  migrations: 7_263_000,
  administrators: 7_263_001,
  partitions: 7_263_002,
  jobs: 7_263_003,
  counts: 7_263_004,
} as const;

/**
 * Does the work while no other process does it; whoever comes meanwhile waits, as long as a statement may take.
 * @throws {AppError} DATABASE_UNAVAILABLE
 */
export const withLock = <T>(db: Database, name: keyof typeof LOCKS, work: () => Promise<T>): Promise<T> =>
  onConnection(
    db,
    async (runner) => {
      await runner.query('SELECT pg_advisory_lock($1)', [LOCKS[name]]);
      return work();
    },
    (runner) => runner.query('SELECT pg_advisory_unlock($1)', [LOCKS[name]]),
  );
