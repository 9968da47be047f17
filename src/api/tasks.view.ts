import { z } from 'zod';
import { TASK_PRIORITIES, TASK_STATUSES } from '../entities/task.entity.js';
import { toUnix, toUnixOrNull } from '../services/core/input/shapes.js';
import type { CommentRecord, SingleTask, TaskRecord } from '../services/tasks/task-record.js';
import { Versioned } from './route.js';
import { unixTime, uuid } from './shapes.js';

export const commentSchema = z
  .object({
    id: uuid,
    task_id: uuid,
    user_id: uuid,
    user_name: z.string(),
    comment: z.string(),
    created_at: unixTime,
  })
  .meta({ id: 'Comment' });

const eventDetails = z.object({
  account: z.string(),
  region: z.string(),
  source: z.string(),
  severity: z.string(),
  detail_type: z.string(),
  resources: z.array(z.string()),
  published_at: unixTime,
});

export const taskSchema = z
  .object({
    id: uuid,
    title: z.string(),
    description: z.string(),
    status: z.enum(TASK_STATUSES),
    priority: z.enum(TASK_PRIORITIES),
    assigned_user_id: uuid.nullable(),
    assigned_user_name: z.string().nullable(),
    event_id: uuid.nullable(),
    event_details: eventDetails.nullable().describe('What the event was when the task was made.'),
    due_date: unixTime.nullable(),
    is_overdue: z.boolean(),
    created_at: unixTime,
    updated_at: unixTime,
    closed_at: unixTime.nullable(),
    created_by: uuid.nullable(),
    created_by_name: z.string().nullable(),
    comment_count: z.int(),
    comments: z.array(commentSchema).optional().describe('Of a single task, oldest first.'),
  })
  .meta({ id: 'Task' });

export const commentView = ({ created_at, ...comment }: CommentRecord): z.infer<typeof commentSchema> => ({
  id: comment.id,
  task_id: comment.task_id,
  user_id: comment.user_id,
  user_name: comment.user_name,
  comment: comment.comment,
  created_at: toUnix(created_at),
});

export const taskView = (task: TaskRecord & { comments?: CommentRecord[] }): z.infer<typeof taskSchema> => ({
  id: task.id,
  title: task.title,
  description: task.description,
  status: task.status,
  priority: task.priority,
  assigned_user_id: task.assigned_user_id,
  assigned_user_name: task.assigned_user_name,
  event_id: task.event_id,
  event_details: task.event_details as z.infer<typeof eventDetails> | null,
  due_date: toUnixOrNull(task.due_date),
  is_overdue: task.is_overdue,
  created_at: toUnix(task.created_at),
  updated_at: toUnix(task.updated_at),
  closed_at: toUnixOrNull(task.closed_at),
  created_by: task.created_by,
  created_by_name: task.created_by_name,
  comment_count: task.comment_count,
  ...(task.comments && { comments: task.comments.map(commentView) }),
});

export const versionedTask = (task: SingleTask) => new Versioned(taskView(task), task.version);

export const updatedSchema = z.object({ updated: z.int() });
