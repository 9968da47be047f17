import type { z } from 'zod';
import { MonitoringEvent } from '../../entities/event.entity.js';
import { Task } from '../../entities/task.entity.js';
import { AppError } from '../core/errors.js';
import { fromUnix } from '../core/input/shapes.js';
import type { Context } from '../core/write/context.js';
import { requireAssignable } from './assignee.js';
import { snapshotOf } from './event-snapshot.js';
import type { createTaskInput } from './task.schema.js';

type Fields = Omit<z.infer<typeof createTaskInput>, 'event_id'>;

/** Writes a new task and, where it comes from an event, ties the two together. One task an event. */
export async function insertTask(ctx: Context, fields: Fields, event: MonitoringEvent | null): Promise<Task> {
  await requireAssignable(ctx, fields.assigned_user_id);
  if (event?.task_id) throw new AppError('EVENT_HAS_TASK', { details: { task_id: event.task_id } });
  const task = ctx.manager.create(Task, {
    id: ctx.newId(),
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
  });
  await ctx.manager.insert(Task, task);
  if (event) await ctx.manager.update(MonitoringEvent, { id: event.id }, { task_id: task.id, updated_at: ctx.now });
  ctx.audit({ entity_id: task.id, before: null, after: task });
  return task;
}
