import type { z } from 'zod';
import { Task } from '../../entities/task.entity.js';
import { fromUnix } from '../core/input/shapes.js';
import type { Context } from '../core/write/context.js';
import { insert } from '../core/write/records.js';
import type { ClaimedEvent } from '../events/event-record.js';
import { requireAssignable } from './assignee.js';
import { snapshotOf } from './event-snapshot.js';
import type { createTaskInput } from './task.schema.js';
import { readTask, type SingleTask } from './task-record.js';

type Fields = Omit<z.infer<typeof createTaskInput>, 'event_id'>;

/** Writes a new task; of an event that was claimed for it, where it comes from one. */
export async function insertTask(
  ctx: Context,
  fields: Fields,
  { id = ctx.newId(), event = null }: { id?: string; event?: ClaimedEvent | null },
): Promise<SingleTask> {
  await requireAssignable(ctx, fields.assigned_user_id);
  const task: Task = {
    id,
    title: fields.title,
    description: fields.description ?? '',
    status: 'open',
    priority: fields.priority ?? 'medium',
    assigned_user_id: fields.assigned_user_id ?? null,
    event_id: event?.id ?? null,
    event_details: event && snapshotOf(event),
    due_date: fields.due_date == null ? null : fromUnix(fields.due_date),
    closed_at: null,
    created_by: ctx.actor.type === 'user' ? ctx.actor.id : null,
    created_at: ctx.now,
    updated_at: ctx.now,
    deleted_at: null,
    version: 1,
  };
  await insert(ctx, Task, task);
  ctx.drop('task-counts');
  return readTask(ctx, task.id, ctx.now);
}
