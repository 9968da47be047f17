import { Task } from '../../entities/task.entity.js';
import { authorise } from '../core/access/policy.js';
import { operation } from '../core/write/operation.js';
import { lockMany, updateMany } from '../core/write/records.js';
import { requireAssignable } from './assignee.js';
import { updateTasksInput } from './task.schema.js';
import { updateTask, withClosing } from './update-task.js';

/**
 * The same change to many tasks: all of them or none. Returns how many.
 * @throws {AppError} FORBIDDEN, NOT_FOUND when one of them is not there, VALIDATION_FAILED
 */
export const updateTasks = operation({
  permission: updateTask.permission,
  action: 'task.update',
  entity: 'task',
  input: updateTasksInput,
  work: async (ctx, { input: { ids, set } }) => {
    const tasks = await lockMany(ctx, Task, ids);
    for (const task of tasks) authorise(ctx.actor, updateTask.permission, task);
    const { assigned_user_id: assignee } = set;
    if (tasks.some(({ assigned_user_id }) => assigned_user_id !== assignee)) await requireAssignable(ctx, assignee);
    await updateMany(ctx, Task, tasks, (task) => withClosing(task, set, ctx.now));
    ctx.drop('task-counts');
    return { updated: tasks.length };
  },
});
