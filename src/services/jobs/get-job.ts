import { guarded } from '../core/access/guarded.js';
import { AppError } from '../core/errors.js';
import { requireId } from '../core/input/shapes.js';
import { rows } from '../core/read/sql.js';
import { redact } from '../core/redact.js';
import { JOB_COLUMNS, type JobRecord } from './job-record.js';

export interface JobDetail extends JobRecord {
  /** With its secrets redacted. */
  data: unknown;
  /** Where the error came from. */
  stack: string | null;
  /** When a job of this name last succeeded; null when none has for a week. */
  last_success_at: Date | null;
}

const SQL = `SELECT ${JOB_COLUMNS}, j.data, j.output ->> 'stack' AS stack,
    (SELECT max(s.completed_on) FROM pgboss.job s WHERE s.name = j.name AND s.state = 'completed') AS last_success_at
  FROM pgboss.job j WHERE j.id = $1`;

/**
 * One job.
 * @throws {AppError} FORBIDDEN, NOT_FOUND
 */
export const getJob = guarded({
  permission: 'jobs:manage',
  action: 'job.read',
  entity: 'job',
  work: async (core, _caller, jobId: string) => {
    const [job] = await rows<JobDetail>(core, SQL, [requireId(jobId)]);
    if (!job) throw new AppError('NOT_FOUND');
    return { ...job, data: redact(job.data) };
  },
});
