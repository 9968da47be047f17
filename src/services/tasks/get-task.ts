import { guarded } from '../core/access/guarded.js';
import { readTask } from './task-record.js';

/**
 * One task with its comments, oldest first.
 * @throws {AppError} FORBIDDEN, NOT_FOUND
 */
export const getTask = guarded({
  permission: 'tasks:read',
  action: 'task.read',
  entity: 'task',
  work: (core, _caller, taskId: string) => {
    return readTask(core, taskId, core.now());
  },
});
