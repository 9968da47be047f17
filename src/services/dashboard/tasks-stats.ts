import type { z } from 'zod';
import { TASK_PRIORITIES, TASK_STATUSES, type TaskPriority, type TaskStatus } from '../../entities/task.entity.js';
import type { Actor } from '../core/access/actor.js';
import { guarded } from '../core/access/guarded.js';
import type { Core } from '../core/core.js';
import { rows } from '../core/read/sql.js';
import { isOverdue } from '../tasks/task-record.js';
import { datesQuery } from './dashboard.schema.js';
import type { taskFigures } from './figures.schema.js';
import { createdWithin, type Dates, timesOf } from './range.js';
import { sum } from './sum.js';

/** Milliseconds that counts are kept; whoever writes a task drops them. */
const CACHE_MS = 30_000;

/** Tasks of one status and priority. */
interface Group {
  status: TaskStatus;
  priority: TaskPriority;
  count: number;
  /** From making to closing, of all of them together. */
  hours: number | null;
}

/** What follows from who asks, and when. */
interface Own {
  mine: number;
  overdue: number;
}

/**
 * Tasks in figures: all, or those that were made between the dates.
 * @throws {AppError} FORBIDDEN, VALIDATION_FAILED
 */
export const tasksStats = guarded({
  permission: 'dashboards:read',
  action: 'dashboard.tasks_stats',
  entity: 'dashboard',
  query: datesQuery,
  work: async (core, { actor }, dates): Promise<z.infer<typeof taskFigures>> => {
    const [groups, { mine, overdue }] = await Promise.all([readGroups(core, dates), readOwn(core, actor, dates)]);
    const count = (isPart: (group: Group) => boolean) => sum(groups.filter(isPart).map((group) => group.count));
    const total = count(() => true);
    const closed = groups.filter(({ status }) => status === 'closed');
    const closedCount = sum(closed.map((group) => group.count));
    return {
      total,
      by_status: tally(TASK_STATUSES, (name) => count(({ status }) => status === name)),
      by_priority: tally(TASK_PRIORITIES, (name) => count(({ priority }) => priority === name)),
      my_tasks: mine,
      overdue,
      completion_rate: total === 0 ? 0 : round((100 * closedCount) / total, 1),
      mean_hours_to_close:
        closedCount === 0 ? null : round(sum(closed.map(({ hours }) => hours ?? 0)) / closedCount, 2),
    };
  },
});

/** Goes through all tasks. */
async function readGroups(core: Core, dates: Dates): Promise<Group[]> {
  const times = timesOf(dates);
  return core.cache.get('task-counts', JSON.stringify(times), CACHE_MS, () =>
    rows<Group>(
      core,
      `SELECT t.status, t.priority, count(*)::int AS count,
         (extract(epoch FROM sum(t.closed_at - t.created_at)) / 3600)::float AS hours
       FROM tasks t WHERE ${made('$1', '$2')} GROUP BY t.status, t.priority`,
      times,
    ),
  );
}

async function readOwn(core: Core, actor: Actor, dates: Dates): Promise<Own> {
  const [own] = await rows<Own>(
    core,
    `SELECT
       (SELECT count(*)::int FROM tasks t
        WHERE t.assigned_user_id = $1 AND t.status <> 'closed' AND ${made('$3', '$4')}) AS mine,
       (SELECT count(*)::int FROM tasks t WHERE ${isOverdue('$2')} AND ${made('$3', '$4')}) AS overdue`,
    [actor.type === 'user' ? actor.id : null, core.now(), ...timesOf(dates)],
  );
  return own as Own;
}

const made = (from: string, until: string): string => `t.deleted_at IS NULL AND ${createdWithin('t', from, until)}`;

const round = (number: number, digits: number): number => Number(number.toFixed(digits));

const tally = <Name extends string>(names: readonly Name[], count: (name: Name) => number): Record<Name, number> =>
  Object.fromEntries(names.map((name) => [name, count(name)])) as Record<Name, number>;
