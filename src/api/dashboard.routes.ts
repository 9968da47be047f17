import { eventsStats } from '../services/dashboard/events-stats.js';
import { taskFigures, userFigures } from '../services/dashboard/figures.schema.js';
import { dailyTimeline, lastDayStats } from '../services/dashboard/last-day.js';
import { overview } from '../services/dashboard/overview.js';
import { tasksStats } from '../services/dashboard/tasks-stats.js';
import { usersStats } from '../services/dashboard/users-stats.js';
import {
  eventsStatsSchema,
  eventsStatsView,
  lastDaySchema,
  lastDayView,
  overviewSchema,
  timelineSchema,
  timelineView,
} from './dashboard.view.js';
import { type Route, route } from './route.js';

export const dashboardRoutes: Route[] = [
  route({
    method: 'get',
    path: '/dashboard/overview',
    name: 'overview',
    summary: 'Events, tasks and users in figures',
    serves: overview,
    output: overviewSchema,
    answer: ({ events, ...rest }) => ({ events: eventsStatsView(events), ...rest }),
  }),
  route({
    method: 'get',
    path: '/dashboard/events-stats',
    name: 'eventsStats',
    summary: 'Events in figures, of everything stored or of a range',
    serves: eventsStats,
    output: eventsStatsSchema,
    answer: eventsStatsView,
  }),
  route({
    method: 'get',
    path: '/dashboard/tasks-stats',
    name: 'tasksStats',
    summary: 'Tasks in figures: all, or those made in a range',
    serves: tasksStats,
    output: taskFigures,
    answer: (figures) => figures,
  }),
  route({
    method: 'get',
    path: '/dashboard/users-stats',
    name: 'usersStats',
    summary: 'Users in figures: all, or those made in a range',
    serves: usersStats,
    output: userFigures,
    answer: (figures) => figures,
  }),
  route({
    method: 'get',
    path: '/dashboard/stats',
    name: 'lastDayStats',
    summary: 'The events of the last 24 hours in figures',
    serves: lastDayStats,
    output: lastDaySchema,
    answer: lastDayView,
  }),
  route({
    method: 'get',
    path: '/dashboard/timeline',
    name: 'timeline',
    summary: 'Events a day: of the last days, or of a range',
    serves: dailyTimeline,
    output: timelineSchema,
    answer: timelineView,
  }),
];
