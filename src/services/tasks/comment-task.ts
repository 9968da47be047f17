import { Task } from '../../entities/task.entity.js';
import { TaskComment } from '../../entities/task-comment.entity.js';
import { requireUser } from '../core/access/actor.js';
import { AppError } from '../core/errors.js';
import { operation } from '../core/write/operation.js';
import { touch } from '../core/write/records.js';
import { commentTaskInput } from './task.schema.js';
import { type CommentRecord, readTask, type SingleTask } from './task-record.js';

/** Of one task: every answer of it brings them all, two kilobytes each. */
const MOST_COMMENTS = 300;

interface Commented {
  task: SingleTask;
  comment: CommentRecord;
}

/**
 * Adds a comment to a task. Whoever may comment, may comment every task.
 * @throws {AppError} FORBIDDEN, NOT_FOUND, VALIDATION_FAILED, TOO_MANY_COMMENTS
 */
export const commentTask = operation({
  permission: 'tasks:comment',
  action: 'task.comment',
  entity: 'task',
  input: commentTaskInput,
  locks: Task,
  work: async (ctx, { input: { comment }, record: task }): Promise<Commented> => {
    const user_id = requireUser(ctx.actor).id;
    const id = ctx.newId();
    await ctx.manager.insert(TaskComment, { id, task_id: task.id, user_id, comment, created_at: ctx.now });
    // A comment is part of what a reader has seen of the task, so its version moves on.
    await touch(ctx, Task, task);
    ctx.audit({ entity_id: task.id, before: null, after: { comment } });
    const commented = await readTask(ctx, task.id, ctx.now);
    if (commented.comments.length > MOST_COMMENTS) throw new AppError('TOO_MANY_COMMENTS');
    return { task: commented, comment: commented.comments.find((one) => one.id === id) as CommentRecord };
  },
});
