import type { JobState } from '../../entities/job.entity.js';
import type { Core } from '../core/core.js';
import { rows } from '../core/read/sql.js';

/** How many jobs are in which state, by name: for whoever watches from outside. */
export const countJobs = (core: Core): Promise<{ name: string; state: JobState; count: number }[]> =>
  rows(
    core,
    'SELECT name, state::text AS state, count(*)::int AS count FROM pgboss.job GROUP BY name, state ORDER BY name, state',
  );
