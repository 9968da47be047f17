import type { Pool } from 'pg';
import PgBoss from 'pg-boss';

/** In seconds. */
const DAY = 24 * 60 * 60;

/** How long a job stays after its end: one that succeeded, and one that failed, which can be tried again so long. */
const KEPT = { archiveCompletedAfterSeconds: 7 * DAY, archiveFailedAfterSeconds: 30 * DAY, deleteAfterDays: 1 };

/** pg-boss for a worker: it polls, sends what is due by itself, and lets go of old jobs. */
export const workingBoss = (db: PgBoss.Db): PgBoss => new PgBoss({ db, ...KEPT });

/** pg-boss for everybody else, on connections that are there already: it does what it is asked, and no more. */
export const idleBoss = (pool: Pool): PgBoss =>
  new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    ...KEPT,
    supervise: false,
    schedule: false,
  });
