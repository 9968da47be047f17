import type { DataSource } from 'typeorm';
import { ensurePartitions } from '../services/events/partitions.js';

/** Any number: whoever holds this lock migrates, and the others wait for it. */
const MIGRATIONS_LOCK = 7_263_000;

/** Brings the schema up to date. Several processes may do so at once: one works, the others find it done. */
export async function migrate(db: DataSource): Promise<void> {
  const runner = db.createQueryRunner();
  try {
    await runner.query('SET statement_timeout = 0');
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATIONS_LOCK]);
    await db.runMigrations();
    await ensurePartitions({ db, now: () => new Date() });
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATIONS_LOCK]);
    await runner.query('RESET statement_timeout');
    await runner.release();
  }
}
