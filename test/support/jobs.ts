import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { JobState } from '../../src/entities/job.entity.js';
import { ensureQueues } from '../../src/jobs/queues.js';
import { startWorker } from '../../src/jobs/worker.js';
import { type Job, job } from '../../src/services/core/jobs.js';
import type { Deps } from '../../src/services/deps.js';
import { config, deps, sql } from './world.js';

interface StoredJob {
  id: string;
  state: JobState;
  data: unknown;
  output: { message: string } | null;
}

let made = 0;

/** A job that tests declare: with a queue of its own, and one attempt, since waiting for more takes seconds. */
export async function aJob(work: (deps: Deps, data: { word: string }) => Promise<void> = async () => undefined) {
  const declared = job({ name: `test-${made++}`, data: z.object({ word: z.string() }), work });
  await ensureQueues(deps.db, deps.pool, [declared]);
  await sql('UPDATE pgboss.queue SET retry_limit = 0 WHERE name = $1', [declared.name]);
  return declared;
}

/** The jobs of a name, oldest first. */
export const jobsOf = ({ name }: Pick<Job<Deps>, 'name'>): Promise<StoredJob[]> =>
  sql('SELECT id, state::text AS state, data, output FROM pgboss.job WHERE name = $1 ORDER BY created_on', [name]);

/** Runs a worker until nothing of these jobs is left to do; `by` is the process that it belongs to. */
export async function workOff(jobs: Job<Deps>[], by: Deps = deps): Promise<void> {
  const worker = await startWorker(by, config.DATABASE_URL as string, jobs);
  const left = `SELECT 1 FROM pgboss.job WHERE name = ANY($1) AND state < 'completed'`;
  while ((await sql(left, [jobs.map(({ name }) => name)])).length > 0) await delay(20);
  await worker.stop();
}

/** A job that has failed for good, with this error. */
export async function aFailedJob(message = 'The mail server is away'): Promise<{ id: string; job: Job<Deps> }> {
  const failing = await aJob(() => Promise.reject(new Error(message)));
  await deps.jobs.send(failing, { word: 'hello' });
  await workOff([failing]);
  const [{ id }] = (await jobsOf(failing)) as [StoredJob];
  return { id, job: failing };
}
