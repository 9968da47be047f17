import { UNFINISHED } from '../../entities/task.entity.js';
import { guarded } from '../core/access/guarded.js';
import { can } from '../core/access/policy.js';
import { countedTotal } from '../events/event-counts.js';
import { severityName } from '../events/severity.js';
import { listTasks } from '../tasks/list-tasks.js';
import { eventsNeedingAttention } from './attention.js';
import { lastDayStats, lastHours } from './last-day.js';
import { tasksStats } from './tasks-stats.js';

/** What the console's first page shows. */
export type ConsoleDashboard = Awaited<ReturnType<typeof consoleDashboard>>;

/**
 * What is wrong now, the last 24 hours, and what is on the caller's plate.
 * @throws {AppError} FORBIDDEN
 */
export const consoleDashboard = guarded({
  permission: 'dashboards:read',
  action: 'dashboard.console',
  entity: 'dashboard',
  work: async (core, caller) => {
    const [attention, last_day, hours, tasks, mine] = await Promise.all([
      eventsNeedingAttention(core, caller),
      lastDayStats(core, caller),
      lastHours(core, caller, 24),
      tasksStats(core, caller, {}),
      listTasks(core, caller, {
        page: 1,
        page_size: 10,
        sort: '-priority,created_at',
        assigned_user_id: 'me',
        status: UNFINISHED,
      }),
    ]);
    const isBusy = attention.total + last_day.total > 0;
    return {
      can: { keys: can(caller.actor, 'api_keys:manage') },
      attention: {
        ...attention,
        newest: attention.newest.map(({ severity_level, ...event }) => ({
          ...event,
          severity: severityName(severity_level),
        })),
      },
      last_day,
      hours,
      tasks: { by_status: tasks.by_status, overdue: tasks.overdue, my_tasks: tasks.my_tasks },
      my_tasks: mine.items,
      has_events: isBusy || (await countedTotal(core)) > 0,
      generated_at: core.now(),
    };
  },
});
