import { commentTask } from '../services/tasks/comment-task.js';
import { createTask } from '../services/tasks/create-task.js';
import { deleteTask } from '../services/tasks/delete-task.js';
import { getTask } from '../services/tasks/get-task.js';
import { listTasks } from '../services/tasks/list-tasks.js';
import { setTaskStatus, updateTask } from '../services/tasks/update-task.js';
import { updateTasks } from '../services/tasks/update-tasks.js';
import { operationRoute, type Route, route } from './route.js';
import { listOf, listView } from './shapes.js';
import { commentSchema, commentView, taskSchema, taskView, updatedSchema, versionedTask } from './tasks.view.js';

export const tasksRoutes: Route[] = [
  route({
    method: 'get',
    path: '/tasks',
    name: 'listTasks',
    summary: 'List tasks',
    serves: listTasks,
    output: listOf(taskSchema),
    answer: (page) => listView(page, taskView),
  }),
  operationRoute({
    method: 'post',
    path: '/tasks',
    name: 'createTask',
    summary: 'Make a task, of an event where one is named',
    operation: createTask,
    output: taskSchema,
    status: 201,
    errors: ['EVENT_HAS_TASK'],
    answer: versionedTask,
  }),
  operationRoute({
    method: 'post',
    path: '/tasks/bulk',
    name: 'updateTasks',
    summary: 'The same change to many tasks: all or none',
    operation: updateTasks,
    output: updatedSchema,
    errors: ['NOT_FOUND'],
    answer: (result) => result,
  }),
  route({
    method: 'get',
    path: '/tasks/{id}',
    name: 'getTask',
    summary: 'One task with its comments',
    serves: getTask,
    output: taskSchema,
    errors: ['NOT_FOUND'],
    answer: versionedTask,
  }),
  operationRoute({
    method: 'put',
    path: '/tasks/{id}',
    name: 'updateTask',
    summary: 'Change a task',
    operation: updateTask,
    output: taskSchema,
    errors: ['NOT_FOUND', 'PRECONDITION_FAILED'],
    answer: versionedTask,
  }),
  operationRoute({
    method: 'put',
    path: '/tasks/{id}/status',
    name: 'setTaskStatus',
    summary: 'Open, start or close a task',
    operation: setTaskStatus,
    output: taskSchema,
    errors: ['NOT_FOUND', 'PRECONDITION_FAILED'],
    answer: versionedTask,
  }),
  operationRoute({
    method: 'delete',
    path: '/tasks/{id}',
    name: 'deleteTask',
    summary: 'Delete a task; its event may have another',
    operation: deleteTask,
    status: 204,
    errors: ['NOT_FOUND', 'PRECONDITION_FAILED'],
  }),
  operationRoute({
    method: 'post',
    path: '/tasks/{id}/comments',
    name: 'commentTask',
    summary: 'Comment a task',
    operation: commentTask,
    output: commentSchema,
    status: 201,
    errors: ['NOT_FOUND', 'PRECONDITION_FAILED', 'TOO_MANY_COMMENTS'],
    answer: ({ comment }) => commentView(comment),
  }),
];
