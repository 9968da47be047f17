import { transact } from '../connection.js';
import type { Core } from '../core.js';
import { isCancelled, translateDatabaseError } from '../database-errors.js';
import { type On, plannedRows } from './sql.js';

/**
 * How the database goes about it: by the plan that it thinks best, by bitmaps of what indexes have, in no order, or in the
 * order that an index has.
 */
const PLANS = {
  any: [],
  bitmaps: ['enable_seqscan', 'enable_indexscan', 'enable_indexonlyscan'],
  order: ['enable_seqscan', 'enable_bitmapscan', 'enable_sort', 'enable_incremental_sort'],
};

interface Way {
  /** That the database has for each statement. */
  milliseconds: number;
  plans: keyof typeof PLANS;
}

type Transacting = Pick<Core, 'db'>;

/**
 * What the work gives; undefined where a statement of it takes the database longer than that.
 * @throws {AppError} DATABASE_UNAVAILABLE; otherwise what the work throws
 */
export async function inTime<T>(core: Transacting, way: Way, work: (on: On) => Promise<T>): Promise<T | undefined> {
  try {
    return await withPlans(core, way, work);
  } catch (error) {
    if (isCancelled(error)) return undefined;
    throw translateDatabaseError(error);
  }
}

/** Milliseconds of a statement that looks at few rows: far more than it takes, far less than others should wait for it. */
const ORDERED_MS = 5000;

/**
 * What the work gives by indexes' order alone.
 * @throws {AppError} DATABASE_UNAVAILABLE; otherwise what the work throws
 */
export async function withoutSorts<T>(core: Transacting, work: (on: On) => Promise<T>): Promise<T> {
  try {
    return await withPlans(core, { milliseconds: ORDERED_MS, plans: 'order' }, work);
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

function withPlans<T>(core: Transacting, { milliseconds, plans }: Way, work: (on: On) => Promise<T>): Promise<T> {
  return transact(core, async (manager) => {
    // To compile a plan or to start workers takes longer than it may run: what it must not use makes it look worth that.
    const off = ['jit', ...PLANS[plans]].map((name) => `set_config('${name}', 'off', true)`);
    const settings = [
      `set_config('statement_timeout', $1, true)`,
      `set_config('max_parallel_workers_per_gather', '0', true)`,
      ...off,
    ];
    await plannedRows({ manager }, `SELECT ${settings.join(', ')}`, [`${milliseconds}`]);
    return await work({ manager });
  });
}
