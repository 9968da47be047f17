import type { Task } from '../../entities/task.entity.js';
import { AppError } from '../core/errors.js';
import { requireId } from '../core/input/shapes.js';
import { rows } from '../core/read/sql.js';
import type { Deps } from '../deps.js';

/** A task as it is read: with names and what follows from it. */
export interface TaskRecord extends Omit<Task, 'deleted_at'> {
  assigned_user_name: string | null;
  created_by_name: string | null;
  comment_count: number;
  is_overdue: boolean;
}

export interface CommentRecord {
  id: string;
  task_id: string;
  user_id: string;
  user_name: string;
  comment: string;
  created_at: Date;
}

/** Whether a task is past its date and not closed. `now` is the parameter that brings the app's clock. */
export const isOverdue = (now: '?' | `$${number}`): string =>
  `(t.status <> 'closed' AND t.due_date IS NOT NULL AND t.due_date < ${now})`;

export const taskColumns = (
  now: '?' | `$${number}`,
): string => `t.id, t.title, t.description, t.status, t.priority, t.assigned_user_id, t.event_id,
  t.event_details, t.due_date, t.closed_at, t.created_by, t.created_at, t.updated_at, t.version,
  assignee.full_name AS assigned_user_name, creator.full_name AS created_by_name, ${isOverdue(now)} AS is_overdue,
  (SELECT count(*)::int FROM task_comments c WHERE c.task_id = t.id) AS comment_count`;

export const TASK_FROM = `tasks t
  LEFT JOIN users assignee ON assignee.id = t.assigned_user_id
  LEFT JOIN users creator ON creator.id = t.created_by`;

/**
 * One task as it is read.
 * @throws {AppError} NOT_FOUND
 */
export async function readTask(deps: Deps, taskId: string): Promise<TaskRecord> {
  const [task] = await rows<TaskRecord>(
    deps,
    `SELECT ${taskColumns('$2')} FROM ${TASK_FROM} WHERE t.id = $1 AND t.deleted_at IS NULL`,
    [requireId(taskId), deps.now()],
  );
  if (!task) throw new AppError('NOT_FOUND');
  return task;
}

/** The comments of a task, oldest first; with an id, that one alone. */
export function readComments(deps: Deps, taskId: string, commentId: string | null = null): Promise<CommentRecord[]> {
  return rows<CommentRecord>(
    deps,
    `SELECT c.id, c.task_id, c.user_id, u.full_name AS user_name, c.comment, c.created_at
     FROM task_comments c JOIN users u ON u.id = c.user_id
     WHERE c.task_id = $1 AND ($2::uuid IS NULL OR c.id = $2) ORDER BY c.id`,
    [taskId, commentId],
  );
}
