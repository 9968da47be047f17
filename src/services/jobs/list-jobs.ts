import { z } from 'zod';
import { JOB_STATES } from '../../entities/job.entity.js';
import type { Caller } from '../core/access/actor.js';
import { authorise } from '../core/access/policy.js';
import { unixSecondsParam } from '../core/input/shapes.js';
import { listPage, type Page, pagingFields } from '../core/read/list.js';
import { Conditions, containing } from '../core/read/sql.js';
import type { Deps } from '../deps.js';
import { JOB_COLUMNS, type JobRecord } from './job-record.js';

export const listJobsQuery = z.strictObject({
  ...pagingFields,
  /** A part of it. */
  name: z.string().max(200).optional(),
  state: z.array(z.enum(JOB_STATES)).optional(),
  start_date: unixSecondsParam,
  end_date: unixSecondsParam,
});

const SOURCE = {
  select: JOB_COLUMNS,
  from: 'pgboss.job j',
  id: 'j.id',
  sortable: {
    created_at: 'j.created_on',
    name: 'j.name',
    started_at: `coalesce(j.started_on, 'infinity')`,
    completed_at: `coalesce(j.completed_on, 'infinity')`,
  },
  defaultSort: '-created_at',
};

/** pg-boss's own jobs, which send the others at their times, are news only when they fail. */
const IS_OURS = `(NOT starts_with(j.name, '__pgboss__') OR j.state = 'failed')`;

/**
 * What workers have done and have to do, newest first: what succeeded for a week, what failed for 30 days.
 * @throws {AppError} FORBIDDEN
 */
export async function listJobs(
  deps: Deps,
  caller: Caller,
  query: z.infer<typeof listJobsQuery>,
): Promise<Page<JobRecord>> {
  authorise(caller.actor, 'jobs:manage');
  const conditions = new Conditions()
    .add(IS_OURS)
    .addIf(query.name, 'j.name ILIKE ?', containing)
    .addIf(query.state, 'j.state::text = ANY(?)')
    .addWithin('j.created_on', query);
  return listPage<JobRecord>(deps, SOURCE, conditions, query);
}
