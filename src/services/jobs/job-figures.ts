import type { Core } from '../core/core.js';
import { rows } from '../core/read/sql.js';

export interface JobFigure {
  queue: string;
  state: 'created' | 'retry' | 'active' | 'cancelled' | 'failed';
  count: number;
  /** Seconds that the oldest one is past its time: since when it could have begun, or began, or ended. */
  oldest_seconds: number;
}

/** pg-boss's own clock is the database's. Jobs that are done are left out: they are many, and no news. */
const FIGURES = `
  SELECT name AS queue, state::text, count(*)::int AS count,
    greatest(0, extract(epoch FROM now() - min(
      CASE WHEN state < 'active' THEN start_after WHEN state = 'active' THEN started_on ELSE completed_on END
    )))::float AS oldest_seconds
  FROM pgboss.job WHERE state <> 'completed' GROUP BY name, state`;

/**
 * Jobs by queue and state, in one statement; of all processes together, since the database has them.
 * @throws the database's error
 */
export const jobFigures = (core: Core): Promise<JobFigure[]> => rows<JobFigure>(core, FIGURES);
