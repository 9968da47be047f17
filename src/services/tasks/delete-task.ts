import { MonitoringEvent } from '../../entities/event.entity.js';
import { Task } from '../../entities/task.entity.js';
import { operation } from '../core/write/operation.js';
import { remove } from '../core/write/records.js';

/**
 * Deletes a task softly. Its event may have another one.
 * @throws {AppError} FORBIDDEN, NOT_FOUND
 */
export const deleteTask = operation({
  permission: 'tasks:delete',
  action: 'task.delete',
  entity: 'task',
  locks: Task,
  work: async (ctx, { record: task }) => {
    await remove(ctx, Task, task);
    ctx.drop('task-counts');
    if (task.event_id) {
      await ctx.manager.update(MonitoringEvent, { id: task.event_id }, { task_id: null, updated_at: ctx.now });
    }
  },
});
