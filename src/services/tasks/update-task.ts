import { Task, type TaskStatus } from '../../entities/task.entity.js';
import type { Caller } from '../core/access/actor.js';
import { fromUnix } from '../core/input/shapes.js';
import { type Context, lock } from '../core/write/context.js';
import { perform } from '../core/write/perform.js';
import type { Deps } from '../deps.js';
import { requireAssignable } from './assignee.js';
import { setTaskStatusInput, updateTaskInput } from './task.schema.js';

/**
 * Changes what is named and keeps the rest.
 * @throws {AppError} FORBIDDEN, NOT_FOUND, VALIDATION_FAILED, PRECONDITION_FAILED
 */
export function updateTask(
  deps: Deps,
  caller: Caller,
  taskId: string,
  input: unknown,
  ifVersion?: number,
): Promise<Task> {
  return perform(deps, caller, {
    permission: 'tasks:update',
    action: 'task.update',
    entity: 'task',
    id: taskId,
    schema: updateTaskInput,
    input,
    ifVersion,
    load: (ctx) => lock(ctx, Task, taskId),
    work: async (ctx, { due_date, ...changes }, task) => {
      const date = due_date == null ? due_date : fromUnix(due_date);
      return applyChanges(ctx, task, { ...changes, ...(date !== undefined && { due_date: date }) });
    },
  });
}

/**
 * Opens, starts or closes a task. To a task that is there already it changes nothing.
 * @throws {AppError} FORBIDDEN, NOT_FOUND, VALIDATION_FAILED, PRECONDITION_FAILED
 */
export function setTaskStatus(
  deps: Deps,
  caller: Caller,
  taskId: string,
  input: unknown,
  ifVersion?: number,
): Promise<Task> {
  return perform(deps, caller, {
    permission: 'tasks:update',
    action: 'task.set_status',
    entity: 'task',
    id: taskId,
    schema: setTaskStatusInput,
    input,
    ifVersion,
    load: (ctx) => lock(ctx, Task, taskId),
    work: (ctx, changes, task) => applyChanges(ctx, task, changes),
  });
}

/** Closing notes the time, reopening forgets it. */
export async function applyChanges(ctx: Context, task: Task, changes: Partial<Task>): Promise<Task> {
  const before = { ...task };
  if (changes.assigned_user_id !== task.assigned_user_id) await requireAssignable(ctx, changes.assigned_user_id);
  Object.assign(task, changes, { updated_at: ctx.now });
  task.closed_at = closingTime(before, task.status, ctx.now);
  await ctx.manager.save(Task, task);
  ctx.audit({ entity_id: task.id, before, after: task });
  return task;
}

function closingTime(before: Task, status: TaskStatus, now: Date): Date | null {
  if (status !== 'closed') return null;
  return before.status === 'closed' ? before.closed_at : now;
}
