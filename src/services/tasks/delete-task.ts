import { z } from 'zod';
import { MonitoringEvent } from '../../entities/event.entity.js';
import { Task } from '../../entities/task.entity.js';
import type { Caller } from '../core/access/actor.js';
import { lock } from '../core/write/context.js';
import { perform } from '../core/write/perform.js';
import type { Deps } from '../deps.js';

/**
 * Deletes a task softly. Its event may have another one.
 * @throws {AppError} FORBIDDEN, NOT_FOUND
 */
export function deleteTask(deps: Deps, caller: Caller, taskId: string, ifVersion?: number): Promise<void> {
  return perform(deps, caller, {
    permission: 'tasks:delete',
    action: 'task.delete',
    entity: 'task',
    id: taskId,
    schema: z.void(),
    input: undefined,
    ifVersion,
    load: (ctx) => lock(ctx, Task, taskId),
    work: async (ctx, _input, task) => {
      ctx.audit({ entity_id: task.id, before: task, after: null });
      await ctx.manager.update(Task, { id: task.id }, { deleted_at: ctx.now, updated_at: ctx.now });
      if (task.event_id) {
        await ctx.manager.update(MonitoringEvent, { id: task.event_id }, { task_id: null, updated_at: ctx.now });
      }
    },
  });
}
