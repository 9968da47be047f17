import { z } from 'zod';
import type { Bucket } from '../services/dashboard/event-timeline.js';
import type { EventsStats } from '../services/dashboard/events-stats.js';
import { eventSums, severityCounts, taskFigures, userCounts } from '../services/dashboard/figures.schema.js';
import type { LastDay } from '../services/dashboard/last-day.js';
import { eventSchema, eventView } from './events.view.js';
import { unixTime } from './shapes.js';

const count = z.int();

export const eventsStatsSchema = eventSums
  .extend({
    timeline: z.array(z.object({ timestamp: unixTime, ...severityCounts.shape })),
    recent_events: z.array(eventSchema),
  })
  .meta({ id: 'EventsStats' });

export const overviewSchema = z
  .object({ events: eventsStatsSchema, tasks: taskFigures, users: userCounts })
  .meta({ id: 'Overview' });

export const lastDaySchema = z
  .object({
    total_events: count,
    critical_events: count,
    high_events: count,
    medium_events: count,
    low_events: count,
    affected_accounts: count.describe('At least: of one day, 500 accounts are counted by their names.'),
    period: z.literal('last_24h'),
  })
  .meta({ id: 'LastDayStats' });

export const timelineSchema = z
  .object({ data: z.array(z.object({ date: z.iso.date().describe('UTC.'), ...severityCounts.shape })) })
  .meta({ id: 'Timeline' });

export const eventsStatsView = (stats: EventsStats): z.infer<typeof eventsStatsSchema> => ({
  ...stats,
  timeline: stats.timeline.map(({ at, ...bucket }) => ({ timestamp: at / 1000, ...bucket })),
  recent_events: stats.recent_events.map(eventView),
});

export const timelineView = (buckets: Bucket[]): z.infer<typeof timelineSchema> => ({
  data: buckets.map(({ at, ...bucket }) => ({ date: new Date(at).toISOString().slice(0, 10), ...bucket })),
});

export const lastDayView = ({ total, by_severity, affected_accounts }: LastDay): z.infer<typeof lastDaySchema> => ({
  total_events: total,
  critical_events: by_severity.critical,
  high_events: by_severity.high,
  medium_events: by_severity.medium,
  low_events: by_severity.low,
  affected_accounts,
  period: 'last_24h',
});
