import { MonitoringEvent } from '../../entities/event.entity.js';
import type { Caller } from '../core/access/actor.js';
import { perform } from '../core/write/perform.js';
import type { Deps } from '../deps.js';
import { annotateEventInput } from './event.schema.js';
import { lockEvent } from './event-record.js';

/**
 * What people say about an event: seen, noted, tagged. To acknowledge twice keeps who did it first.
 * @throws {AppError} FORBIDDEN, NOT_FOUND, VALIDATION_FAILED
 */
export async function annotateEvent(
  deps: Deps,
  caller: Caller,
  eventId: string,
  input: unknown,
): Promise<MonitoringEvent> {
  const annotated = await perform(deps, caller, {
    permission: 'events:annotate',
    action: 'event.annotate',
    entity: 'event',
    id: eventId,
    schema: annotateEventInput,
    input,
    load: (ctx) => lockEvent(ctx, eventId),
    work: async (ctx, { acknowledged, ...changes }, event) => {
      const before = { ...event };
      Object.assign(event, changes, { updated_at: ctx.now });
      if (acknowledged === false) Object.assign(event, { acknowledged_at: null, acknowledged_by: null });
      if (acknowledged === true && event.acknowledged_at === null) {
        event.acknowledged_at = ctx.now;
        event.acknowledged_by = ctx.actor.type === 'user' ? ctx.actor.id : null;
      }
      const { id, notes, tags, acknowledged_at, acknowledged_by, updated_at } = event;
      await ctx.manager.update(MonitoringEvent, { id }, { notes, tags, acknowledged_at, acknowledged_by, updated_at });
      ctx.audit({ entity_id: id, before, after: event });
      return event;
    },
  });
  deps.cache.drop('figures');
  return annotated;
}
