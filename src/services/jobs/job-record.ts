import type { Job } from '../../entities/job.entity.js';

/** A job as it is read. Its attempts are those that have begun, of those that it may have. */
export type JobRecord = Pick<Job, 'id' | 'name' | 'state' | 'created_at' | 'started_at' | 'completed_at'> & {
  attempts: number;
  most_attempts: number;
  /** What the last attempt failed with. */
  error: string | null;
};

/** Errors of workers are kept as they are; those that pg-boss notes itself, a level deeper. */
const ERROR = `coalesce(j.output ->> 'message', j.output -> 'value' ->> 'message', j.output ->> 'value')`;

export const JOB_COLUMNS = `j.id, j.name, j.state::text AS state, j.created_on AS created_at,
  j.started_on AS started_at, j.completed_on AS completed_at,
  CASE WHEN j.started_on IS NULL THEN 0 ELSE j.retry_count + 1 END AS attempts, j.retry_limit + 1 AS most_attempts,
  ${ERROR} AS error`;
