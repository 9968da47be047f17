import { z } from 'zod';
import { commentTask } from '../services/tasks/comment-task.js';
import { createTask } from '../services/tasks/create-task.js';
import { deleteTask } from '../services/tasks/delete-task.js';
import { getTask } from '../services/tasks/get-task.js';
import { listTasks } from '../services/tasks/list-tasks.js';
import {
  commentTaskInput,
  createTaskInput,
  listTasksQuery,
  setTaskStatusInput,
  updateTaskInput,
  updateTasksInput,
} from '../services/tasks/task.schema.js';
import { readTask } from '../services/tasks/task-record.js';
import { setTaskStatus, updateTask } from '../services/tasks/update-task.js';
import { updateTasks } from '../services/tasks/update-tasks.js';
import { type Call, type Route, route, userOf, Versioned } from './route.js';
import { listOf, listView } from './shapes.js';
import { commentSchema, commentView, taskSchema, taskView } from './tasks.view.js';

/** A task that was just written, as it is read. */
export async function writtenTask({ deps }: Call<unknown>, { id }: { id: string }): Promise<Versioned> {
  const task = await readTask(deps, id);
  return new Versioned(taskView(task), task.version);
}

export const tasksRoutes: Route[] = [
  route({
    method: 'get',
    path: '/tasks',
    name: 'listTasks',
    summary: 'List tasks',
    permission: 'tasks:read',
    query: listTasksQuery,
    output: listOf(taskSchema),
    handler: async ({ deps, caller, query }) => listView(await listTasks(deps, caller, query), taskView),
  }),
  route({
    method: 'post',
    path: '/tasks',
    name: 'createTask',
    summary: 'Make a task, of an event where one is named',
    permission: 'tasks:create',
    input: createTaskInput,
    output: taskSchema,
    status: 201,
    errors: ['EVENT_HAS_TASK'],
    handler: async (call) => writtenTask(call, await createTask(call.deps, call.caller, call.body)),
  }),
  route({
    method: 'post',
    path: '/tasks/bulk',
    name: 'updateTasks',
    summary: 'The same change to many tasks: all or none',
    permission: 'tasks:update',
    input: updateTasksInput,
    output: z.object({ updated: z.int() }),
    errors: ['NOT_FOUND'],
    handler: async ({ deps, caller, body }) => ({ updated: await updateTasks(deps, caller, body) }),
  }),
  route({
    method: 'get',
    path: '/tasks/{id}',
    name: 'getTask',
    summary: 'One task with its comments',
    permission: 'tasks:read',
    output: taskSchema,
    errors: ['NOT_FOUND'],
    handler: async ({ deps, caller, params }) => {
      const task = await getTask(deps, caller, params.id as string);
      return new Versioned(taskView(task), task.version);
    },
  }),
  route({
    method: 'put',
    path: '/tasks/{id}',
    name: 'updateTask',
    summary: 'Change a task',
    permission: 'tasks:update',
    input: updateTaskInput,
    output: taskSchema,
    errors: ['NOT_FOUND', 'PRECONDITION_FAILED'],
    handler: async (call) => {
      const { deps, caller, params, body, ifVersion } = call;
      return writtenTask(call, await updateTask(deps, caller, params.id as string, body, ifVersion));
    },
  }),
  route({
    method: 'put',
    path: '/tasks/{id}/status',
    name: 'setTaskStatus',
    summary: 'Open, start or close a task',
    permission: 'tasks:update',
    input: setTaskStatusInput,
    output: taskSchema,
    errors: ['NOT_FOUND', 'PRECONDITION_FAILED'],
    handler: async (call) => {
      const { deps, caller, params, body, ifVersion } = call;
      return writtenTask(call, await setTaskStatus(deps, caller, params.id as string, body, ifVersion));
    },
  }),
  route({
    method: 'delete',
    path: '/tasks/{id}',
    name: 'deleteTask',
    summary: 'Delete a task; its event may have another',
    permission: 'tasks:delete',
    status: 204,
    errors: ['NOT_FOUND', 'PRECONDITION_FAILED'],
    handler: ({ deps, caller, params, ifVersion }) => deleteTask(deps, caller, params.id as string, ifVersion),
  }),
  route({
    method: 'post',
    path: '/tasks/{id}/comments',
    name: 'commentTask',
    summary: 'Comment a task',
    permission: 'tasks:comment',
    input: commentTaskInput,
    output: commentSchema,
    status: 201,
    errors: ['NOT_FOUND'],
    handler: async (call) =>
      commentView(await commentTask(call.deps, userOf(call), call.params.id as string, call.body)),
  }),
];
