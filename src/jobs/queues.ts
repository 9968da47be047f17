import type { Pool } from 'pg';
import type { Database } from '../services/core/connection.js';
import type { Job } from '../services/core/jobs.js';
import { withLock } from '../services/core/write/advisory-lock.js';
import { idleBoss } from './boss.js';

/** Of a job that fails: three more attempts, after up to two, four and eight seconds. */
const RETRIES = { retryLimit: 3, retryBackoff: true };

/** Makes pg-boss's tables and the queue of each job, where they are missing. A job without a queue cannot be sent. */
export async function ensureQueues(db: Database, pool: Pool, jobs: readonly Pick<Job<never>, 'name' | 'cron'>[]) {
  const boss = idleBoss(pool);
  // Processes that make the same queues at once end in a deadlock.
  await withLock(db, 'jobs', async () => {
    await boss.start();
    const there = new Set((await boss.getQueues()).map(({ name }) => name));
    for (const { name, cron } of jobs) {
      // What is due by itself runs in one process at a time; of what is sent, each process does its share.
      const queue = { name, policy: cron === undefined ? 'standard' : 'singleton', ...RETRIES } as const;
      if (there.has(name)) await boss.updateQueue(name, queue);
      else await boss.createQueue(name, queue);
    }
  });
}
