import type { Caller } from '../core/access/actor.js';
import { guarded } from '../core/access/guarded.js';
import { Conditions } from '../core/read/conditions.js';
import { listPage } from '../core/read/list.js';
import { sortedBy } from '../core/read/paging.js';
import { searchTerms } from '../core/read/search-terms.js';
import { listTasksQuery } from './task.schema.js';
import { isOverdue, type TaskRecord, tasksAsOf } from './task-record.js';

/** What is searched; its index says the same. */
const TASK_TEXT = `(t.title || ' ' || t.description)`;

const ORDER = {
  sortable: {
    created_at: 't.created_at',
    updated_at: 't.updated_at',
    due_date: `coalesce(t.due_date, 'infinity')`,
    closed_at: `coalesce(t.closed_at, 'infinity')`,
    title: 't.title',
    status: { column: 't.status', values: ['open', 'in_progress', 'closed'] },
    priority: { column: 't.priority', values: ['low', 'medium', 'high', 'critical'] },
  },
  defaultSort: '-created_at',
  indexedInOrder: ['t.status', 't.priority', 't.assigned_user_id'],
};

/**
 * Tasks by state, priority, assignee, event, date and words. A page whose time is up before it is full says so.
 * @throws {AppError} FORBIDDEN; VALIDATION_FAILED as `listPage` does
 */
export const listTasks = guarded({
  permission: 'tasks:read',
  action: 'task.list',
  entity: 'task',
  query: sortedBy(ORDER, listTasksQuery),
  work: (core, { actor }, query) => {
    const conditions = new Conditions()
      .addOneOf('t.status', query.status)
      .addOneOf('t.priority', query.priority)
      .addEqual('t.event_id', query.event_id)
      .addWithin('t.created_at', query)
      .addContaining(searchTerms(query.search), TASK_TEXT);
    const now = core.now();
    if (query.overdue !== undefined) conditions.add(`${query.overdue === 'true' ? '' : 'NOT '}${isOverdue('?')}`, now);
    if (query.assigned_user_id === 'none') conditions.add('t.assigned_user_id IS NULL');
    else if (query.assigned_user_id === 'me') conditions.addEqual('t.assigned_user_id', idOf(actor));
    else conditions.addEqual('t.assigned_user_id', query.assigned_user_id);
    return listPage<TaskRecord>(core, { ...tasksAsOf(now), ...ORDER }, conditions, query);
  },
});

/** Nothing is assigned to a machine. */
const idOf = (actor: Caller['actor']): string | null => (actor.type === 'user' ? actor.id : null);
