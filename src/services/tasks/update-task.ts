import { Task, type TaskStatus } from '../../entities/task.entity.js';
import { fromUnix } from '../core/input/shapes.js';
import type { Context } from '../core/write/context.js';
import { operation } from '../core/write/operation.js';
import { update } from '../core/write/records.js';
import { requireAssignable } from './assignee.js';
import { setTaskStatusInput, updateTaskInput } from './task.schema.js';
import { readTask } from './task-record.js';

/**
 * Changes what is named and keeps the rest.
 * @throws {AppError} FORBIDDEN, NOT_FOUND, VALIDATION_FAILED, PRECONDITION_FAILED
 */
export const updateTask = operation({
  permission: 'tasks:update',
  action: 'task.update',
  entity: 'task',
  input: updateTaskInput,
  locks: Task,
  work: async (ctx, { input: { due_date, ...changes }, record: task }) => {
    const date = due_date == null ? due_date : fromUnix(due_date);
    await applyChanges(ctx, task, { ...changes, ...(date !== undefined && { due_date: date }) });
    return readTask(ctx, task.id, ctx.now);
  },
});

/**
 * Opens, starts or closes a task. To a task that is there already it changes nothing.
 * @throws {AppError} FORBIDDEN, NOT_FOUND, VALIDATION_FAILED, PRECONDITION_FAILED
 */
export const setTaskStatus = operation({
  permission: 'tasks:update',
  action: 'task.set_status',
  entity: 'task',
  input: setTaskStatusInput,
  locks: Task,
  work: async (ctx, { input, record: task }) => {
    if (input.status === task.status) ctx.unchanged();
    else await applyChanges(ctx, task, input);
    return readTask(ctx, task.id, ctx.now);
  },
});

/** Closing notes the time, reopening forgets it. */
async function applyChanges(ctx: Context, task: Task, changes: Partial<Task>): Promise<void> {
  if (changes.assigned_user_id !== task.assigned_user_id) await requireAssignable(ctx, changes.assigned_user_id);
  await update(ctx, Task, task, withClosing(task, changes, ctx.now));
  ctx.drop('task-counts');
}

/** The changes, and what follows from a new status. */
export const withClosing = (task: Task, changes: Partial<Task>, now: Date): Partial<Task> => ({
  ...changes,
  closed_at: closingTime(task, changes.status ?? task.status, now),
});

function closingTime(before: Task, status: TaskStatus, now: Date): Date | null {
  if (status !== 'closed') return null;
  return before.status === 'closed' ? before.closed_at : now;
}
