import type { Caller } from '../core/access/actor.js';
import { authorise } from '../core/access/policy.js';
import type { Deps } from '../deps.js';
import { readTask, type SingleTask } from './task-record.js';

/**
 * One task with its comments, oldest first.
 * @throws {AppError} FORBIDDEN, NOT_FOUND
 */
export async function getTask(deps: Deps, caller: Caller, taskId: string): Promise<SingleTask> {
  authorise(caller.actor, 'tasks:read');
  return readTask(deps, taskId, deps.now());
}
