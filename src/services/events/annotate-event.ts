import { MonitoringEvent } from '../../entities/event.entity.js';
import { readOne } from '../core/read/source.js';
import type { Context } from '../core/write/context.js';
import { operation } from '../core/write/operation.js';
import { update } from '../core/write/records.js';
import { annotateEventInput } from './event.schema.js';
import { EVENTS, type EventRecord, lockEvent } from './event-record.js';

/**
 * What people say about an event: seen, noted, tagged. To acknowledge twice keeps who did it first.
 * @throws {AppError} FORBIDDEN, NOT_FOUND, VALIDATION_FAILED
 */
export const annotateEvent = operation({
  permission: 'events:annotate',
  action: 'event.annotate',
  entity: 'event',
  input: annotateEventInput,
  load: (ctx, { id }) => lockEvent(ctx, id),
  work: async (ctx, { input: { acknowledged, ...changes }, record: event }) => {
    await update(ctx, MonitoringEvent, event, { ...changes, ...acknowledgement(event, acknowledged, ctx) });
    ctx.drop('figures');
    return readOne<EventRecord>(ctx, EVENTS, event.id);
  },
});

function acknowledgement(
  { acknowledged_at }: Pick<MonitoringEvent, 'acknowledged_at'>,
  acknowledged: boolean | undefined,
  { actor, now }: Context,
): Partial<MonitoringEvent> {
  if (acknowledged === false) return { acknowledged_at: null, acknowledged_by: null };
  if (acknowledged === undefined || acknowledged_at !== null) return {};
  return { acknowledged_at: now, acknowledged_by: actor.type === 'user' ? actor.id : null };
}
