import { Job } from '../../entities/job.entity.js';
import { AppError } from '../core/errors.js';
import { operation } from '../core/write/operation.js';

/**
 * pg-boss's own retry leaves the time of the failure and the end of the job's life as they were, so that its next
 * round of tidying up could take the job away before a worker has it.
 */
const RETRY = `UPDATE pgboss.job SET state = 'retry', retry_limit = retry_limit + 1, start_after = now(),
  completed_on = NULL, keep_until = greatest(keep_until, now() + interval '14 days') WHERE name = $1 AND id = $2`;

/**
 * Gives a job that has failed for good one more attempt.
 * @throws {AppError} FORBIDDEN, NOT_FOUND, JOB_NOT_FAILED
 */
export const retryJob = operation({
  permission: 'jobs:manage',
  action: 'job.retry',
  entity: 'job',
  locks: Job,
  work: async (ctx, { record: { id, name, state } }) => {
    if (state !== 'failed') throw new AppError('JOB_NOT_FAILED');
    await ctx.manager.query(RETRY, [name, id]);
    ctx.audit({ entity_id: id, before: { name, state }, after: { name, state: 'retry' } });
  },
});
