import { readUnder } from '../connection.js';
import type { Core } from '../core.js';
import { isCancelled, translateDatabaseError } from '../database-errors.js';
import { invalid } from '../errors.js';
import type { On } from './sql.js';

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

/**
 * What the work gives; undefined where a statement of it takes the database longer than that.
 * @throws {AppError} DATABASE_UNAVAILABLE; otherwise what the work throws
 */
export async function inTime<T>(
  core: Pick<Core, 'db'>,
  { milliseconds, plans }: Way,
  work: (on: On) => Promise<T>,
): Promise<T | undefined> {
  const off = PLANS[plans].map((name) => [name, 'off']);
  const settings = { ...SHORT, statement_timeout: milliseconds, ...Object.fromEntries(off) };
  try {
    return await readUnder(core, settings, (manager) => work({ manager }));
  } catch (error) {
    if (isCancelled(error)) return undefined;
    throw translateDatabaseError(error);
  }
}

/**
 * For what may not take long. To compile a plan or to start workers takes longer than that: what a plan must not use makes
 * it look worth it. And a bitmap that has to forget single rows looks at all of their pages.
 */
const SHORT = { jit: 'off', max_parallel_workers_per_gather: 0, work_mem: '32MB' };

/** What a list is refused with that takes too long to be sorted, even by itself. */
export const tooSlow = (): Error =>
  invalid({ sort: 'takes too long with so many rows: sort by one field, or ask for less with filters' });
