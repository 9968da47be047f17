import { z } from 'zod';
import { TASK_PRIORITIES, TASK_STATUSES } from '../../entities/task.entity.js';
import {
  emptyableText,
  id,
  nullable,
  requiredText,
  several,
  unixSeconds,
  unixSecondsParam,
} from '../core/input/shapes.js';
import { pagingFields } from '../core/read/paging.js';

const fields = {
  title: requiredText(500),
  description: emptyableText(5000),
  status: z.enum(TASK_STATUSES),
  priority: z.enum(TASK_PRIORITIES),
  assigned_user_id: nullable(id),
  due_date: nullable(unixSeconds),
};

export const createTaskInput = z.strictObject({
  title: fields.title,
  description: fields.description.optional(),
  priority: fields.priority.optional(),
  assigned_user_id: fields.assigned_user_id.optional(),
  due_date: fields.due_date.optional(),
  event_id: nullable(id).optional(),
});

/** The event is the path's; what is not given is made from it. */
export const createTaskFromEventInput = createTaskInput.partial();

export const updateTaskInput = z.strictObject(fields).partial();

export const setTaskStatusInput = z.strictObject({ status: fields.status });

export const commentTaskInput = z.strictObject({ comment: requiredText(2000) });

export const updateTasksInput = z.strictObject({
  ids: z.array(id).min(1).max(500),
  set: z
    .strictObject({ status: fields.status, priority: fields.priority, assigned_user_id: fields.assigned_user_id })
    .partial()
    .refine((set) => Object.keys(set).length > 0, 'must name what to change')
    .meta({ minProperties: 1 }),
});

export const listTasksQuery = z.strictObject({
  ...pagingFields,
  status: several(fields.status),
  priority: several(fields.priority),
  assigned_user_id: z
    .union([z.enum(['me', 'none']), id], 'must be a UUID, me or none')
    .optional()
    .describe('A user’s id, `me` or `none`.'),
  event_id: id.optional(),
  overdue: z.enum(['true', 'false']).optional(),
  start_date: unixSecondsParam.describe('Created at or after.'),
  end_date: unixSecondsParam.describe('Created at or before.'),
  search: z.string().max(200).optional().describe('A part of title or description.'),
});
