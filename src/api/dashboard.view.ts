import { z } from 'zod';
import { TASK_PRIORITIES, TASK_STATUSES } from '../entities/task.entity.js';
import { ROLES } from '../entities/user.entity.js';
import type { Bucket } from '../services/dashboard/event-sums.js';
import type { EventsStats } from '../services/dashboard/events-stats.js';
import type { LastDay } from '../services/dashboard/last-day.js';
import { SEVERITIES } from '../services/events/severity.js';
import { eventSchema, eventView } from './events.view.js';
import { unixTime } from './shapes.js';

const count = z.int();
const tally = z.record(z.string(), count);
const bySeverity = z.record(z.enum(SEVERITIES), count);

export const eventsStatsSchema = z
  .object({
    total: count,
    by_severity: bySeverity,
    by_source: tally.describe('The 50 commonest.'),
    by_source_other: count.describe('The events of all others.'),
    by_account: tally.describe('The 50 commonest.'),
    by_account_other: count.describe('The events of all others.'),
    by_region: tally.describe('The 50 commonest.'),
    by_region_other: count.describe('The events of all others.'),
    timeline: z.array(z.object({ timestamp: unixTime, count, by_severity: bySeverity })),
    recent_events: z.array(eventSchema),
  })
  .meta({ id: 'EventsStats' });

export const tasksStatsSchema = z
  .object({
    total: count,
    by_status: z.record(z.enum(TASK_STATUSES), count),
    by_priority: z.record(z.enum(TASK_PRIORITIES), count),
    my_tasks: count.describe('Assigned to the caller and not closed.'),
    overdue: count,
    completion_rate: z.number().describe('Closed tasks of all, in percent with one decimal.'),
    mean_hours_to_close: z.number().nullable(),
  })
  .meta({ id: 'TasksStats' });

const userCounts = z.object({ total: count, active: count, by_role: z.record(z.enum(ROLES), count) });

export const usersStatsSchema = userCounts.extend({ logged_in_last_24h: count }).meta({ id: 'UsersStats' });

export const overviewSchema = z
  .object({ events: eventsStatsSchema, tasks: tasksStatsSchema, users: userCounts })
  .meta({ id: 'Overview' });

export const lastDaySchema = z
  .object({
    total_events: count,
    critical_events: count,
    high_events: count,
    medium_events: count,
    low_events: count,
    affected_accounts: count,
    period: z.literal('last_24h'),
  })
  .meta({ id: 'LastDayStats' });

export const timelineSchema = z
  .object({ data: z.array(z.object({ date: z.iso.date().describe('UTC.'), count, by_severity: bySeverity })) })
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
