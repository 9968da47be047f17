import type { z } from 'zod';
import { guarded } from '../core/access/guarded.js';
import type { Core } from '../core/core.js';
import { DAY } from '../core/durations.js';
import type { EventRecord } from '../events/event-record.js';
import { listEvents } from '../events/list-events.js';
import { bySeverityName } from './by-severity.js';
import { eventsStatsQuery } from './dashboard.schema.js';
import { MOVING_FIGURES_MS, sumEvents } from './event-sums.js';
import { type Bucket, eventTimeline, requireDrawable, startOf } from './event-timeline.js';
import type { eventSums } from './figures.schema.js';
import { type Range, rangeOf, windowOf } from './range.js';

export interface EventsStats extends z.infer<typeof eventSums> {
  timeline: Bucket[];
  recent_events: EventRecord[];
}

/**
 * Events in figures. Without dates they cover everything stored, and the timeline the last 7 days.
 * @throws {AppError} FORBIDDEN, VALIDATION_FAILED
 */
export const eventsStats = guarded({
  permission: 'dashboards:read',
  action: 'dashboard.events_stats',
  entity: 'dashboard',
  query: eventsStatsQuery,
  work: async (core, caller, query): Promise<EventsStats> => {
    const now = core.now();
    const range = rangeOf(query, now);
    const window = windowOf(query, now, (until) => startOf('day', until - 7 * DAY));
    const interval = query.interval ?? (window.until - window.from > 2 * DAY ? 'day' : 'hour');
    requireDrawable(window, interval, query.interval ? 'interval' : 'start_date');
    const key = `events-stats ${JSON.stringify(query)}`;
    const figures = await core.cache.get('figures', key, MOVING_FIGURES_MS, async () => {
      const [sums, timeline] = await Promise.all([readSums(core, range), eventTimeline(core, window, interval)]);
      return { ...sums, timeline };
    });
    const { start_date, end_date } = query;
    const recent = await listEvents(core, caller, { page: 1, page_size: 10, start_date, end_date });
    return { ...figures, recent_events: recent.items };
  },
});

async function readSums(core: Core, range: Range): Promise<z.infer<typeof eventSums>> {
  const { severity, source, account, region } = await sumEvents(core, range);
  return {
    total: severity.total,
    by_severity: bySeverityName(severity.commonest),
    by_source: source.commonest,
    by_source_other: source.other,
    by_account: account.commonest,
    by_account_other: account.other,
    by_region: region.commonest,
    by_region_other: region.other,
  };
}
