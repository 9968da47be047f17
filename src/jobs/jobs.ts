import PgBoss from 'pg-boss';
import { cleanUp } from '../services/core/clean-up.js';
import { tellUnexpected } from '../services/core/unexpected.js';
import { withLock } from '../services/core/write/advisory-lock.js';
import type { Deps } from '../services/deps.js';
import { ensurePartitions } from '../services/events/partitions.js';
import { retainEvents } from '../services/events/retain-events.js';

interface Schedule {
  /** In UTC. */
  cron: string;
  work: (deps: Deps) => Promise<void>;
}

const SCHEDULES: Record<string, Schedule> = {
  'events-partitions': { cron: '7 * * * *', work: ensurePartitions },
  'events-retention': { cron: '37 2 * * *', work: retainEvents },
  'clean-up': { cron: '52 2 * * *', work: cleanUp },
};

/** Milliseconds that running jobs may take to end at a stop. */
const STOP_TIMEOUT_MS = 8000;

export interface Jobs {
  stop: () => Promise<void>;
}

/** Starts pg-boss in the same database, its schedules and their workers. One process at a time runs each job. */
export async function startJobs(deps: Deps, databaseUrl: string): Promise<Jobs> {
  const boss = new PgBoss({ connectionString: databaseUrl, max: 2, application_name: 'signalbox-jobs' });
  // The database going away is told here; pg-boss goes on by itself when it is back.
  boss.on('error', (error) => deps.log.warn({ err: error }, 'jobs: the database answered with an error'));
  // Processes that make the same queues at once end in a deadlock.
  await withLock(deps.db, 'jobs', async () => {
    await boss.start();
    for (const [name, { cron }] of Object.entries(SCHEDULES)) {
      await boss.createQueue(name, { name, policy: 'singleton', retryLimit: 3, retryBackoff: true });
      await boss.schedule(name, cron, undefined, { tz: 'UTC' });
    }
  });
  for (const [name, { work }] of Object.entries(SCHEDULES)) {
    await boss.work(name, async () => {
      try {
        await work(deps);
        deps.log.info({ job: name }, 'job done');
      } catch (error) {
        // pg-boss keeps the error with the job and tells nobody.
        void tellUnexpected(deps, error, { where: 'job', job: name }, 'a job failed');
        throw error;
      }
    });
  }
  return { stop: () => boss.stop({ graceful: true, wait: true, timeout: STOP_TIMEOUT_MS }) };
}
