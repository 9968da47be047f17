import { guarded } from '../core/access/guarded.js';
import { datesQuery } from './dashboard.schema.js';
import { eventsStats } from './events-stats.js';
import { tasksStats } from './tasks-stats.js';
import { countUsers } from './users-stats.js';

/**
 * Events, tasks and users in figures.
 * @throws {AppError} FORBIDDEN, VALIDATION_FAILED
 */
export const overview = guarded({
  permission: 'dashboards:read',
  action: 'dashboard.overview',
  entity: 'dashboard',
  query: datesQuery,
  work: async (core, caller, dates) => {
    const [events, tasks, users] = await Promise.all([
      eventsStats(core, caller, dates),
      tasksStats(core, caller, dates),
      countUsers(core, caller, dates),
    ]);
    return { events, tasks, users };
  },
});
