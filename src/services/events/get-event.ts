import type { Caller } from '../core/access/actor.js';
import { authorise } from '../core/access/policy.js';
import { AppError } from '../core/errors.js';
import { readOne } from '../core/read/source.js';
import type { Deps } from '../deps.js';
import { EVENTS, type EventRecord, reachesAccount } from './event-record.js';

/**
 * One event.
 * @throws {AppError} FORBIDDEN, NOT_FOUND
 */
export async function getEvent(deps: Deps, caller: Caller, eventId: string): Promise<EventRecord> {
  authorise(caller.actor, 'events:read');
  const event = await readOne<EventRecord>(deps, EVENTS, eventId);
  if (!reachesAccount(caller.actor, event.account)) throw new AppError('NOT_FOUND');
  return event;
}
