import type { z } from 'zod';
import { guarded } from '../core/access/guarded.js';
import type { Core } from '../core/core.js';
import { DAY } from '../core/durations.js';
import type { EventRecord } from '../events/event-record.js';
import { listEvents } from '../events/list-events.js';
import { eventsStatsQuery } from './dashboard.schema.js';
import {
  type Bucket,
  bySeverityName,
  eventTimeline,
  MOVING_FIGURES_MS,
  requireDrawable,
  startOf,
  sumEvents,
  totalOf,
} from './event-sums.js';
import type { eventSums } from './figures.schema.js';
import { type Range, rangeOf, windowOf } from './range.js';
import { sum } from './sum.js';

export interface EventsStats extends z.infer<typeof eventSums> {
  timeline: Bucket[];
  recent_events: EventRecord[];
}

/** Values of a kind that are told one by one. */
const MOST_VALUES = 50;

/** Of sums that come commonest first: those, and the events of all the rest. */
function commonest(sums: Record<string, number>): [Record<string, number>, number] {
  const values = Object.entries(sums);
  return [Object.fromEntries(values.slice(0, MOST_VALUES)), sum(values.slice(MOST_VALUES).map(([, count]) => count))];
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
  const [by_source, by_source_other] = commonest(source);
  const [by_account, by_account_other] = commonest(account);
  const [by_region, by_region_other] = commonest(region);
  return {
    total: totalOf(severity),
    by_severity: bySeverityName(severity),
    by_source,
    by_source_other,
    by_account,
    by_account_other,
    by_region,
    by_region_other,
  };
}
