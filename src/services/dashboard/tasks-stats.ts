import type { z } from 'zod';
import { TASK_PRIORITIES, TASK_STATUSES, type TaskPriority, type TaskStatus } from '../../entities/task.entity.js';
import { guarded } from '../core/access/guarded.js';
import { rows } from '../core/read/sql.js';
import { isOverdue } from '../tasks/task-record.js';
import { datesQuery } from './dashboard.schema.js';
import type { taskFigures } from './figures.schema.js';
import { createdWithin, timesOf } from './range.js';
import { sum } from './sum.js';

interface Group {
  status: TaskStatus;
  priority: TaskPriority;
  count: number;
  mine: number;
  overdue: number;
  hours: number | null;
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
    const groups = await rows<Group>(
      core,
      `SELECT t.status, t.priority, count(*)::int AS count,
         (count(*) FILTER (WHERE t.assigned_user_id = $1))::int AS mine,
         (count(*) FILTER (WHERE ${isOverdue('$2')}))::int AS overdue,
         sum(extract(epoch FROM t.closed_at - t.created_at) / 3600)::float AS hours
       FROM tasks t WHERE t.deleted_at IS NULL AND ${createdWithin('t', '$3', '$4')} GROUP BY t.status, t.priority`,
      [actor.type === 'user' ? actor.id : null, core.now(), ...timesOf(dates)],
    );
    const count = (isPart: (group: Group) => boolean) => sum(groups.filter(isPart).map((group) => group.count));
    const total = count(() => true);
    const closed = groups.filter(({ status }) => status === 'closed');
    const closedCount = sum(closed.map((group) => group.count));
    return {
      total,
      by_status: tally(TASK_STATUSES, (name) => count(({ status }) => status === name)),
      by_priority: tally(TASK_PRIORITIES, (name) => count(({ priority }) => priority === name)),
      my_tasks: sum(groups.filter(({ status }) => status !== 'closed').map(({ mine }) => mine)),
      overdue: sum(groups.map(({ overdue }) => overdue)),
      completion_rate: total === 0 ? 0 : round((100 * closedCount) / total, 1),
      mean_hours_to_close:
        closedCount === 0 ? null : round(sum(closed.map(({ hours }) => hours ?? 0)) / closedCount, 2),
    };
  },
});

const round = (number: number, digits: number): number => Number(number.toFixed(digits));

const tally = <Name extends string>(names: readonly Name[], count: (name: Name) => number): Record<Name, number> =>
  Object.fromEntries(names.map((name) => [name, count(name)])) as Record<Name, number>;
