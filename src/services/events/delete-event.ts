import { z } from 'zod';
import { MonitoringEvent } from '../../entities/event.entity.js';
import type { Caller } from '../core/access/actor.js';
import { perform } from '../core/write/perform.js';
import type { Deps } from '../deps.js';
import { addCounts } from './event-counts.js';
import { lockEvent } from './event-record.js';

/**
 * Deletes an event softly: it leaves lists and counts, and comes back as a duplicate if it is sent again.
 * @throws {AppError} FORBIDDEN, NOT_FOUND
 */
export async function deleteEvent(deps: Deps, caller: Caller, eventId: string): Promise<void> {
  await perform(deps, caller, {
    permission: 'events:delete',
    action: 'event.delete',
    entity: 'event',
    id: eventId,
    schema: z.void(),
    input: undefined,
    load: (ctx) => lockEvent(ctx, eventId),
    work: async (ctx, _input, event) => {
      ctx.audit({ entity_id: event.id, before: event, after: null });
      await ctx.manager.update(MonitoringEvent, { id: event.id }, { deleted_at: ctx.now, updated_at: ctx.now });
      await addCounts(ctx.manager, [event], -1);
    },
  });
  deps.cache.drop('figures');
}
