import { DataSource } from 'typeorm';
import { ensureQueues } from '../jobs/queues.js';
import { allJobs } from '../services/all-jobs.js';
import { poolOf } from '../services/core/connection.js';
import { withLock } from '../services/core/write/advisory-lock.js';
import { ensurePartitions } from '../services/events/partitions.js';

/** Brings the schema and the jobs' queues up to date. Several processes may do so at once: one works, the others find it done. */
export async function migrate(usual: DataSource, now = () => new Date()): Promise<void> {
  const db = await patient(usual).initialize();
  try {
    await withLock(db, 'migrations', async () => {
      await db.runMigrations();
      await ensurePartitions({ db, now });
    });
    await ensureQueues(db, poolOf(db), allJobs);
  } finally {
    await db.destroy();
  }
}

/**
 * The same database without timeouts. A table of ten million rows takes a migration longer than a statement should, and
 * whoever waits for it, too.
 */
export function patient({ options }: DataSource): DataSource {
  // As text: the driver sends no 0, and the role or the database may have a timeout of its own.
  const extra = { ...options.extra, statement_timeout: '0', query_timeout: 0 };
  return new DataSource({ ...options, extra } as DataSource['options']);
}
