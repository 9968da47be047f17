import { MonitoringEvent } from '../../entities/event.entity.js';
import { operation } from '../core/write/operation.js';
import { remove } from '../core/write/records.js';
import { addCounts } from './add-counts.js';
import { lockEvent } from './event-record.js';

/**
 * Deletes an event softly: it leaves lists and counts, and comes back as a duplicate if it is sent again.
 * @throws {AppError} FORBIDDEN, NOT_FOUND
 */
export const deleteEvent = operation({
  permission: 'events:delete',
  action: 'event.delete',
  entity: 'event',
  load: (ctx, { id }) => lockEvent(ctx, id),
  work: async (ctx, { record: event }) => {
    await remove(ctx, MonitoringEvent, event);
    await addCounts(ctx, [event], -1);
    ctx.drop('figures');
  },
});
