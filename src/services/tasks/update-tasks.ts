import { Task } from '../../entities/task.entity.js';
import { authorise } from '../core/access/policy.js';
import { operation } from '../core/write/operation.js';
import { lock } from '../core/write/records.js';
import { updateTasksInput } from './task.schema.js';
import { applyChanges } from './update-task.js';

/**
 * The same change to many tasks: all of them or none. Returns how many.
 * @throws {AppError} FORBIDDEN, NOT_FOUND when one of them is not there, VALIDATION_FAILED
 */
export const updateTasks = operation({
  permission: 'tasks:update',
  action: 'task.update',
  entity: 'task',
  input: updateTasksInput,
  work: async (ctx, { input: { ids, set } }) => {
    // In one order, so that two of these cannot wait for each other.
    const inOrder = [...new Set(ids)].sort();
    for (const id of inOrder) {
      const task = await lock(ctx, Task, id);
      authorise(ctx.actor, 'tasks:update', task);
      await applyChanges(ctx, task, set);
    }
    return { updated: inOrder.length };
  },
});
