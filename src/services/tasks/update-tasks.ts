import { Task } from '../../entities/task.entity.js';
import type { Caller } from '../core/access/actor.js';
import { authorise } from '../core/access/policy.js';
import { lock } from '../core/write/context.js';
import { perform } from '../core/write/perform.js';
import type { Deps } from '../deps.js';
import { updateTasksInput } from './task.schema.js';
import { applyChanges } from './update-task.js';

/**
 * The same change to many tasks: all of them or none. Returns how many.
 * @throws {AppError} FORBIDDEN, NOT_FOUND when one of them is not there, VALIDATION_FAILED
 */
export function updateTasks(deps: Deps, caller: Caller, input: unknown): Promise<number> {
  return perform(deps, caller, {
    permission: 'tasks:update',
    action: 'task.update',
    entity: 'task',
    schema: updateTasksInput,
    input,
    work: async (ctx, { ids, set }) => {
      // In one order, so that two of these cannot wait for each other.
      const inOrder = [...new Set(ids)].sort();
      for (const id of inOrder) {
        const task = await lock(ctx, Task, id);
        authorise(ctx.actor, 'tasks:update', task);
        await applyChanges(ctx, task, set);
      }
      return inOrder.length;
    },
  });
}
