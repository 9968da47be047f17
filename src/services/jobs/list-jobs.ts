import { z } from 'zod';
import { JOB_STATES } from '../../entities/job.entity.js';
import { guarded } from '../core/access/guarded.js';
import { several, unixSecondsParam } from '../core/input/shapes.js';
import { listPage, pagingFields } from '../core/read/list.js';
import { Conditions } from '../core/read/sql.js';
import { JOB_COLUMNS, type JobRecord } from './job-record.js';

const listJobsQuery = z.strictObject({
  ...pagingFields,
  /** A part of it. */
  name: z.string().max(200).optional(),
  state: several(z.enum(JOB_STATES)),
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
export const listJobs = guarded({
  permission: 'jobs:manage',
  action: 'job.list',
  entity: 'job',
  query: listJobsQuery,
  work: (core, _caller, query) => {
    const conditions = new Conditions()
      .add(IS_OURS)
      .addContaining(query.name, 'j.name')
      .addIf(query.state, 'j.state::text = ANY(?)')
      .addWithin('j.created_on', query);
    return listPage<JobRecord>(core, SOURCE, conditions, query);
  },
});
