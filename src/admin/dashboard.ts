import type { Caller, UserActor } from '../services/core/access/actor.js';
import { authorise, can } from '../services/core/access/policy.js';
import { eventsNeedingAttention } from '../services/dashboard/attention.js';
import { lastDayStats, lastHours } from '../services/dashboard/last-day.js';
import { tasksStats } from '../services/dashboard/tasks-stats.js';
import type { Deps } from '../services/deps.js';
import { countedTotal } from '../services/events/event-counts.js';
import { severityName } from '../services/events/severity.js';
import { listTasks } from '../services/tasks/list-tasks.js';

/** What is wrong now, the last 24 hours, and what is on the caller's plate. */
export async function dashboard(deps: Deps, caller: Caller<UserActor>): Promise<object> {
  authorise(caller.actor, 'dashboards:read');
  const [attention, last_day, hours, tasks, mine] = await Promise.all([
    eventsNeedingAttention(deps, caller),
    lastDayStats(deps, caller),
    lastHours(deps, caller, 24),
    tasksStats(deps, caller, {}),
    listTasks(deps, caller, {
      page: 1,
      page_size: 10,
      sort: '-priority,created_at',
      assigned_user_id: 'me',
      status: ['open', 'in_progress'],
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
    has_events: isBusy || (await countedTotal(deps)) > 0,
    generated_at: deps.now(),
  };
}
