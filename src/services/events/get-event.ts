import { guarded } from '../core/access/guarded.js';
import { AppError } from '../core/errors.js';
import { readOne } from '../core/read/source.js';
import { EVENTS, type EventRecord, reachesAccount } from './event-record.js';

/**
 * One event.
 * @throws {AppError} FORBIDDEN, NOT_FOUND
 */
export const getEvent = guarded({
  permission: 'events:read',
  action: 'event.read',
  entity: 'event',
  work: async (core, { actor }, eventId: string) => {
    const event = await readOne<EventRecord>(core, EVENTS, eventId);
    if (!reachesAccount(actor, event.account)) throw new AppError('NOT_FOUND');
    return event;
  },
});
