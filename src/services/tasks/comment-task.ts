import { Task } from '../../entities/task.entity.js';
import { TaskComment } from '../../entities/task-comment.entity.js';
import type { Caller, UserActor } from '../core/access/actor.js';
import { lock } from '../core/write/context.js';
import { perform } from '../core/write/perform.js';
import type { Deps } from '../deps.js';
import { commentTaskInput } from './task.schema.js';
import { type CommentRecord, readComments } from './task-record.js';

/**
 * Adds a comment to a task. Whoever may comment, may comment every task.
 * @throws {AppError} FORBIDDEN, NOT_FOUND, VALIDATION_FAILED
 */
export async function commentTask(
  deps: Deps,
  caller: Caller<UserActor>,
  taskId: string,
  input: unknown,
): Promise<CommentRecord> {
  const comment = await perform(deps, caller, {
    permission: 'tasks:comment',
    action: 'task.comment',
    entity: 'task',
    id: taskId,
    schema: commentTaskInput,
    input,
    load: (ctx) => lock(ctx, Task, taskId),
    work: async (ctx, { comment }, task) => {
      const written: TaskComment = {
        id: ctx.newId(),
        task_id: task.id,
        user_id: ctx.actor.id,
        comment,
        created_at: ctx.now,
      };
      await ctx.manager.insert(TaskComment, written);
      // A comment is part of what a reader has seen of the task, so its version moves on.
      await ctx.manager.save(Task, Object.assign(task, { updated_at: ctx.now }));
      ctx.audit({ entity_id: task.id, before: null, after: { comment } });
      return written;
    },
  });
  const [record] = await readComments(deps, taskId, comment.id);
  return record as CommentRecord;
}
