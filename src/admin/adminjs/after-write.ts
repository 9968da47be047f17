import type { Caller } from '../../services/core/access/actor.js';
import type { Core } from '../../services/core/core.js';
import { translateDatabaseError } from '../../services/core/database-errors.js';
import { AppError } from '../../services/core/errors.js';
import { tellUnexpected } from '../../services/core/unexpected.js';

/**
 * Reads what a page shows after something was done or refused. That matters more than that this fails: the page then
 * goes without, and a fault of ours is told.
 */
export async function readAfterWrite<T>(core: Core, caller: Caller, read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (!(translateDatabaseError(error) instanceof AppError)) {
      const { id: request_id, trace_id } = caller.request;
      await tellUnexpected(core, error, { where: 'request', request_id, trace_id }, 'the page after a change failed');
    }
    return null;
  }
}
