import { datesQuery, eventsStatsQuery, timelineQuery } from '../services/dashboard/dashboard.schema.js';
import { eventsStats } from '../services/dashboard/events-stats.js';
import { dailyTimeline, lastDayStats } from '../services/dashboard/last-day.js';
import { tasksStats } from '../services/dashboard/tasks-stats.js';
import { userCounts, usersStats } from '../services/dashboard/users-stats.js';
import {
  eventsStatsSchema,
  eventsStatsView,
  lastDaySchema,
  lastDayView,
  overviewSchema,
  tasksStatsSchema,
  timelineSchema,
  timelineView,
  usersStatsSchema,
} from './dashboard.view.js';
import { type Route, route } from './route.js';

export const dashboardRoutes: Route[] = [
  route({
    method: 'get',
    path: '/dashboard/overview',
    name: 'overview',
    summary: 'Events, tasks and users in figures',
    permission: 'dashboards:read',
    query: datesQuery,
    output: overviewSchema,
    handler: async ({ deps, caller, query }) => {
      const [events, tasks, users] = await Promise.all([
        eventsStats(deps, caller, query),
        tasksStats(deps, caller, query),
        userCounts(deps, caller, query),
      ]);
      return { events: eventsStatsView(events), tasks, users };
    },
  }),
  route({
    method: 'get',
    path: '/dashboard/events-stats',
    name: 'eventsStats',
    summary: 'Events in figures, of everything stored or of a range',
    permission: 'dashboards:read',
    query: eventsStatsQuery,
    output: eventsStatsSchema,
    handler: async ({ deps, caller, query }) => eventsStatsView(await eventsStats(deps, caller, query)),
  }),
  route({
    method: 'get',
    path: '/dashboard/tasks-stats',
    name: 'tasksStats',
    summary: 'Tasks in figures: all, or those made in a range',
    permission: 'dashboards:read',
    query: datesQuery,
    output: tasksStatsSchema,
    handler: ({ deps, caller, query }) => tasksStats(deps, caller, query),
  }),
  route({
    method: 'get',
    path: '/dashboard/users-stats',
    name: 'usersStats',
    summary: 'Users in figures: all, or those made in a range',
    permission: 'user_stats:read',
    query: datesQuery,
    output: usersStatsSchema,
    handler: ({ deps, caller, query }) => usersStats(deps, caller, query),
  }),
  route({
    method: 'get',
    path: '/dashboard/stats',
    name: 'lastDayStats',
    summary: 'The events of the last 24 hours in figures',
    permission: 'dashboards:read',
    output: lastDaySchema,
    handler: async ({ deps, caller }) => lastDayView(await lastDayStats(deps, caller)),
  }),
  route({
    method: 'get',
    path: '/dashboard/timeline',
    name: 'timeline',
    summary: 'Events a day: of the last days, or of a range',
    permission: 'dashboards:read',
    query: timelineQuery,
    output: timelineSchema,
    handler: async ({ deps, caller, query }) => timelineView(await dailyTimeline(deps, caller, query)),
  }),
];
