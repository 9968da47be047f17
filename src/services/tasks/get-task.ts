import type { Caller } from '../core/access/actor.js';
import { authorise } from '../core/access/policy.js';
import type { Deps } from '../deps.js';
import { type CommentRecord, readComments, readTask, type TaskRecord } from './task-record.js';

/**
 * One task with its comments, oldest first.
 * @throws {AppError} FORBIDDEN, NOT_FOUND
 */
export async function getTask(
  deps: Deps,
  caller: Caller,
  taskId: string,
): Promise<TaskRecord & { comments: CommentRecord[] }> {
  authorise(caller.actor, 'tasks:read');
  const task = await readTask(deps, taskId);
  return { ...task, comments: await readComments(deps, taskId) };
}
