import type { DataSource } from 'typeorm';
import { withLock } from '../services/core/write/advisory-lock.js';
import { ensurePartitions } from '../services/events/partitions.js';

/** Brings the schema up to date. Several processes may do so at once: one works, the others find it done. */
export async function migrate(db: DataSource): Promise<void> {
  await withLock(db, 'migrations', async () => {
    await db.runMigrations();
    await ensurePartitions({ db, now: () => new Date() });
  });
}
