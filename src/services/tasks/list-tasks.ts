import type { Caller } from '../core/access/actor.js';
import { guarded } from '../core/access/guarded.js';
import { listPage, sortedBy } from '../core/read/list.js';
import { Conditions } from '../core/read/sql.js';
import { listTasksQuery } from './task.schema.js';
import { isOverdue, type TaskRecord, tasksAsOf } from './task-record.js';

const ORDER = {
  sortable: {
    created_at: 't.created_at',
    updated_at: 't.updated_at',
    due_date: `coalesce(t.due_date, 'infinity')`,
    closed_at: `coalesce(t.closed_at, 'infinity')`,
    title: 't.title',
    status: `array_position('{open,in_progress,closed}', t.status)`,
    priority: `array_position('{low,medium,high,critical}', t.priority)`,
  },
  defaultSort: '-created_at',
};

/** Tasks by state, priority, assignee, event, date and words. */
export const listTasks = guarded({
  permission: 'tasks:read',
  action: 'task.list',
  entity: 'task',
  query: sortedBy(ORDER, listTasksQuery),
  work: (core, { actor }, query) => {
    const conditions = new Conditions()
      .addIf(query.status, 't.status = ANY(?)')
      .addIf(query.priority, 't.priority = ANY(?)')
      .addIf(query.event_id, 't.event_id = ?')
      .addWithin('t.created_at', query)
      .addContaining(query.search, `t.title || ' ' || t.description`);
    const now = core.now();
    if (query.overdue !== undefined) conditions.add(`${isOverdue('?')} = ?`, now, query.overdue);
    if (query.assigned_user_id === 'none') conditions.add('t.assigned_user_id IS NULL');
    else if (query.assigned_user_id === 'me') conditions.add('t.assigned_user_id = ?', idOf(actor));
    else conditions.addIf(query.assigned_user_id, 't.assigned_user_id = ?');
    return listPage<TaskRecord>(core, { ...tasksAsOf(now), ...ORDER }, conditions, query);
  },
});

/** Nothing is assigned to a machine. */
const idOf = (actor: Caller['actor']): string | null => (actor.type === 'user' ? actor.id : null);
