import type { JobWithMetadata } from 'pg-boss';
import { storable } from '../services/core/input/text-safety.js';
import type { Job } from '../services/core/jobs.js';
import { tellUnexpected } from '../services/core/unexpected.js';
import type { Deps } from '../services/deps.js';

type Attempt = Pick<JobWithMetadata<unknown>, 'id' | 'data' | 'retryCount' | 'retryLimit' | 'expireInSeconds'>;

/**
 * One attempt at a job. However it ends, the log says so.
 * @throws {Error} what failed, as pg-boss may keep it
 */
export async function runJob(deps: Deps, job: Job<Deps>, attempt: Attempt): Promise<void> {
  const { id, retryCount, retryLimit } = attempt;
  const seconds = Number(attempt.expireInSeconds);
  const line = { job: job.name, job_id: id, attempt: retryCount + 1, attempts: retryLimit + 1 };
  // pg-boss gives it up then, and nobody would hear of it.
  const overdue = setTimeout(
    () => deps.log.error({ ...line, seconds }, 'job takes too long and is given up'),
    seconds * 1000,
  );
  try {
    await job.run(deps, attempt.data);
    deps.log.info(line, 'job done');
  } catch (error) {
    if (retryCount < retryLimit) deps.log.warn({ ...line, err: error }, 'job failed, and is tried again');
    else void tellUnexpected(deps, error, { where: 'job', ...line }, 'job failed');
    throw toKept(error);
  } finally {
    clearTimeout(overdue);
  }
}

const LONGEST_MESSAGE = 2000;

/** What is kept of an error: a failed query's parameters hold what people wrote, and a NUL cannot be stored. */
function toKept(error: unknown): Error {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const kept = new Error(storable(message.slice(0, LONGEST_MESSAGE)).value as string);
  kept.stack = storable(stack.slice(0, 2 * LONGEST_MESSAGE)).value as string;
  return kept;
}
