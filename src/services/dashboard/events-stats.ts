import type { z } from 'zod';
import type { Caller } from '../core/access/actor.js';
import { authorise } from '../core/access/policy.js';
import type { Deps } from '../deps.js';
import type { EventRecord } from '../events/event-record.js';
import { listEvents } from '../events/list-events.js';
import type { Severity } from '../events/severity.js';
import type { eventsStatsQuery } from './dashboard.schema.js';
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
import { rangeOf, windowOf } from './range.js';
import { sum } from './sum.js';

const DAY = 86_400_000;

export interface EventsStats {
  total: number;
  by_severity: Record<Severity, number>;
  /** The commonest; `_other` counts the events of all the rest. */
  by_source: Record<string, number>;
  by_source_other: number;
  by_account: Record<string, number>;
  by_account_other: number;
  by_region: Record<string, number>;
  by_region_other: number;
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

type Query = z.infer<typeof eventsStatsQuery>;

/**
 * Events in figures. Without dates they cover everything stored, and the timeline the last 7 days.
 * @throws {AppError} FORBIDDEN, VALIDATION_FAILED
 */
export async function eventsStats(deps: Deps, caller: Caller, query: Query): Promise<EventsStats> {
  authorise(caller.actor, 'dashboards:read');
  const range = rangeOf(query, deps.now());
  const window = windowOf(query, deps.now(), (until) => startOf('day', until - 7 * DAY));
  const interval = query.interval ?? (window.until - window.from > 2 * DAY ? 'day' : 'hour');
  requireDrawable(window, interval, query.interval ? 'interval' : 'start_date');
  const figures = await deps.cache.get(
    'figures',
    `events-stats ${JSON.stringify(query)}`,
    MOVING_FIGURES_MS,
    async () => {
      const [sums, timeline] = await Promise.all([sumEvents(deps, range), eventTimeline(deps, window, interval)]);
      const [by_source, by_source_other] = commonest(sums.source);
      const [by_account, by_account_other] = commonest(sums.account);
      const [by_region, by_region_other] = commonest(sums.region);
      return {
        total: totalOf(sums.severity),
        by_severity: bySeverityName(sums.severity),
        by_source,
        by_source_other,
        by_account,
        by_account_other,
        by_region,
        by_region_other,
        timeline,
      };
    },
  );
  const { start_date, end_date } = query;
  const recent = await listEvents(deps, caller, { page: 1, page_size: 10, start_date, end_date });
  return { ...figures, recent_events: recent.items };
}
