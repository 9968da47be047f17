import type { Caller } from '../core/access/actor.js';
import { authorise } from '../core/access/policy.js';
import { AppError } from '../core/errors.js';
import { requireId } from '../core/input/shapes.js';
import { rows } from '../core/read/sql.js';
import type { Deps } from '../deps.js';
import { EVENT_COLUMNS, type EventRecord, reachesAccount } from './event-record.js';

/**
 * One event.
 * @throws {AppError} FORBIDDEN, NOT_FOUND
 */
export async function getEvent(deps: Deps, caller: Caller, eventId: string): Promise<EventRecord> {
  authorise(caller.actor, 'events:read');
  const [event] = await rows<EventRecord>(
    deps,
    `SELECT ${EVENT_COLUMNS} FROM events e WHERE e.id = $1 AND e.deleted_at IS NULL`,
    [requireId(eventId)],
  );
  if (!event || !reachesAccount(caller.actor, event.account)) throw new AppError('NOT_FOUND');
  return event;
}
