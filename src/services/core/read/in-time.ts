import { transact } from '../connection.js';
import type { Core } from '../core.js';
import { isCancelled, translateDatabaseError } from '../database-errors.js';
import { type On, plannedRows } from './sql.js';

/** How the database goes about it: by the plan that it thinks best, or by bitmaps of what indexes have, in no order. */
const PLANS = {
  any: '',
  bitmaps: `, set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true),
    set_config('enable_indexonlyscan', 'off', true)`,
};

/**
 * What the work gives; undefined where a statement of it takes the database longer than so many milliseconds.
 * @throws {AppError} DATABASE_UNAVAILABLE; otherwise what the work throws
 */
export async function inTime<T>(
  core: Pick<Core, 'db'>,
  { milliseconds, plans }: { milliseconds: number; plans: keyof typeof PLANS },
  work: (on: On) => Promise<T>,
): Promise<T | undefined> {
  try {
    return await transact(core, async (manager) => {
      // To compile a plan takes longer than it may run, and what a plan must not use makes it look worth it.
      const limit = `SELECT set_config('statement_timeout', $1, true), set_config('jit', 'off', true)${PLANS[plans]}`;
      await plannedRows({ manager }, limit, [`${milliseconds}`]);
      return await work({ manager });
    });
  } catch (error) {
    if (isCancelled(error)) return undefined;
    throw translateDatabaseError(error);
  }
}
