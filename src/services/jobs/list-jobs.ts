import { z } from 'zod';
import { JOB_STATES } from '../../entities/job.entity.js';
import { guarded } from '../core/access/guarded.js';
import { several, unixSecondsParam } from '../core/input/shapes.js';
import { Conditions } from '../core/read/conditions.js';
import { listPage } from '../core/read/list.js';
import { pagingFields } from '../core/read/paging.js';
import { searchTerms } from '../core/read/search-terms.js';
import { JOB_COLUMNS, type JobRecord } from './job-record.js';

const listJobsQuery = z.strictObject({
  ...pagingFields,
  /** A part of it. */
  name: z.string().max(200).optional(),
  state: several(z.enum(JOB_STATES)),
  start_date: unixSecondsParam,
  end_date: unixSecondsParam,
});

/** pg-boss's own jobs, which send the others at their times, are news only when they fail. */
const IS_OURS = `(NOT starts_with(j.name, '__pgboss__') OR j.state = 'failed')`;

const SOURCE = {
  select: JOB_COLUMNS,
  from: 'pgboss.job j',
  id: 'j.id',
  where: IS_OURS,
  sortable: {
    created_at: 'j.created_on',
    name: 'j.name',
    started_at: `coalesce(j.started_on, 'infinity')`,
    completed_at: `coalesce(j.completed_on, 'infinity')`,
  },
  defaultSort: '-created_at',
};

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
      .addContaining(searchTerms(query.name), 'j.name')
      .addOneOf('j.state::text', query.state)
      .addWithin('j.created_on', query);
    return listPage<JobRecord>(core, SOURCE, conditions, query);
  },
});
