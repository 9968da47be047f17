import type { Job } from '../services/core/jobs.js';
import { withLock } from '../services/core/write/advisory-lock.js';
import type { Deps } from '../services/deps.js';
import { workingBoss } from './boss.js';
import { WorkerDatabase } from './database.js';
import { runJob } from './run-job.js';

/** Milliseconds that running jobs may take to end at a stop. */
const STOP_TIMEOUT_MS = 8000;

export interface Worker {
  stop: () => Promise<void>;
}

/** Works on the jobs, sends those that are due by themselves, and lets go of old ones. The queues must be there. */
export async function startWorker(deps: Deps, databaseUrl: string, jobs: readonly Job<Deps>[]): Promise<Worker> {
  const database = new WorkerDatabase(databaseUrl, deps.log);
  const boss = workingBoss(database);
  boss.on('error', (error) => deps.log.error({ err: error }, 'jobs: pg-boss met an error'));
  // pg-boss makes a queue of its own for the schedules; processes that do so at once end in a deadlock.
  await withLock(deps.db, 'jobs', () => boss.start());
  for (const job of jobs) {
    if (job.cron !== undefined) await boss.schedule(job.name, job.cron, undefined, { tz: 'UTC' });
    await boss.work<unknown>(job.name, { includeMetadata: true }, async ([attempt]) => {
      if (attempt) await runJob(deps, job, attempt);
    });
  }
  return {
    stop: async () => {
      database.stopWaiting();
      await boss.stop({ graceful: true, wait: true, timeout: STOP_TIMEOUT_MS });
      await database.close();
    },
  };
}
