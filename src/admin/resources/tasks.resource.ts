import { TASK_PRIORITIES, TASK_STATUSES, Task, type TaskStatus, UNFINISHED } from '../../entities/task.entity.js';
import type { Deps } from '../../services/deps.js';
import { commentTask } from '../../services/tasks/comment-task.js';
import { createTask } from '../../services/tasks/create-task.js';
import { deleteTask } from '../../services/tasks/delete-task.js';
import { getTask } from '../../services/tasks/get-task.js';
import { listTasks } from '../../services/tasks/list-tasks.js';
import { TASK_TITLES } from '../../services/tasks/task-record.js';
import { setTaskStatus, updateTask } from '../../services/tasks/update-task.js';
import { listUsers } from '../../services/users/list-users.js';
import { Components } from '../adminjs/component-loader.js';
import { done, recordAction } from '../adminjs/record-action.js';
import { between, buildResource, choices, exactly, oneOf } from '../adminjs/resource.js';

const BADGE = { list: Components.Badge, show: Components.Badge };

const setStatus = (deps: Deps, status: TaskStatus, icon: string, from: TaskStatus[], message: string) =>
  recordAction(deps, {
    operation: setTaskStatus,
    icon,
    isVisible: (task) => from.includes(task.status as TaskStatus),
    call: () => ({ input: { status } }),
    answer: () => done(message),
    recordOf: (task) => task,
  });

export const tasksResource = (deps: Deps) =>
  buildResource(deps, {
    id: 'tasks',
    entity: Task,
    icon: 'CheckSquare',
    titleProperty: 'title',
    words: {
      many: 'Tasks',
      one: 'task',
      empty: {
        title: 'No tasks yet',
        text: 'Open an event and choose “Create task”, or write a task of your own.',
        create: 'Write a task',
      },
      actions: { assignToMe: 'Assign to me', start: 'Start', close: 'Close', reopen: 'Reopen', comment: 'Comment' },
      properties: {
        assigned_user_id: 'Assigned to',
        assigned_user_name: 'Assigned to',
        created_by_name: 'Created by',
        event_id: 'Event',
        event_details: 'The event when the task was made',
        due_date: 'Due',
        is_overdue: 'Overdue',
        closed_at: 'Closed at',
      },
    },
    reads: {
      list: listTasks,
      get: getTask,
      titles: TASK_TITLES,
    },
    writes: {
      create: {
        operation: createTask,
        fields: ['title', 'description', 'priority', 'assigned_user_id', 'due_date'],
      },
      update: {
        operation: updateTask,
        fields: ['title', 'description', 'status', 'priority', 'assigned_user_id', 'due_date'],
      },
      delete: { operation: deleteTask },
    },
    offered: { assigned_user_id: listUsers },
    list: ['title', 'status', 'priority', 'assigned_user_name', 'due_date', 'is_overdue', 'created_at'],
    show: [
      'title',
      'status',
      'priority',
      'description',
      'assigned_user_name',
      'due_date',
      'is_overdue',
      'event_id',
      'event_details',
      'comments',
      'created_by_name',
      'created_at',
      'updated_at',
      'closed_at',
      'id',
    ],
    filters: {
      search: exactly('search'),
      // AdminJS's pickers search by the title.
      title: exactly('search'),
      status: oneOf('status'),
      unfinished: () => ({ status: UNFINISHED }),
      priority: oneOf('priority'),
      assigned_user_id: exactly('assigned_user_id'),
      is_overdue: exactly('overdue'),
      created_at: between,
    },
    sortable: ['title', 'status', 'priority', 'due_date', 'created_at', 'updated_at', 'closed_at'],
    sort: { sortBy: 'created_at', direction: 'desc' },
    properties: {
      status: { availableValues: choices(TASK_STATUSES), components: BADGE },
      unfinished: { availableValues: choices(['true']), description: 'Open or in progress' },
      priority: { availableValues: choices(TASK_PRIORITIES), components: BADGE },
      description: { type: 'textarea' },
      assigned_user_id: { reference: 'users' },
      assigned_user_name: { type: 'string' },
      created_by_name: { type: 'string' },
      is_overdue: { type: 'boolean' },
      event_id: { reference: 'events' },
      event_details: { components: { show: Components.JsonValue } },
      comments: { components: { show: Components.TaskComments } },
      search: { type: 'string', description: 'A part of title or description' },
    },
    actions: {
      assignToMe: recordAction(deps, {
        operation: updateTask,
        icon: 'UserCheck',
        isVisible: ({ assigned_user_id, status }) => assigned_user_id === null && status !== 'closed',
        call: ({ caller }) => ({ input: { assigned_user_id: caller.actor.id } }),
        answer: () => done('The task is yours.'),
        recordOf: (task) => task,
      }),
      start: setStatus(deps, 'in_progress', 'Play', ['open'], 'The task is in progress.'),
      close: setStatus(deps, 'closed', 'Check', UNFINISHED, 'The task is closed.'),
      reopen: setStatus(deps, 'open', 'RotateCcw', ['closed'], 'The task is open again.'),
      comment: recordAction(deps, {
        operation: commentTask,
        icon: 'MessageSquare',
        component: Components.TaskComments,
        takes: ['comment'],
        call: ({ payload: { comment } }) => ({ input: { comment } }),
        answer: () => done('The comment is added.'),
        recordOf: ({ task }) => task,
      }),
    },
  });
