import { z } from 'zod';
import { TASK_PRIORITIES, TASK_STATUSES } from '../entities/task.entity.js';
import { eventSnapshot } from '../services/tasks/event-snapshot.js';
import type { CommentRecord, SingleTask, TaskRecord } from '../services/tasks/task-record.js';
import { Versioned } from './route.js';
import { unixTime, uuid, viewOf } from './shapes.js';

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
    event_details: eventSnapshot.nullable().describe('What the event was when the task was made.'),
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

export const commentView: (comment: CommentRecord) => z.infer<typeof commentSchema> = viewOf(commentSchema);

const taskFields = viewOf(taskSchema.omit({ comments: true, event_details: true }));

export const taskView = (task: TaskRecord & Partial<SingleTask>): z.infer<typeof taskSchema> => ({
  ...taskFields(task),
  event_details: task.event_details as z.infer<typeof eventSnapshot> | null,
  ...(task.comments && { comments: task.comments.map(commentView) }),
});

export const versionedTask = (task: SingleTask) => new Versioned(taskView(task), task.version);

export const updatedSchema = z.object({ updated: z.int() });
