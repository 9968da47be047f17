import { Task } from '../../entities/task.entity.js';
import { columnsOf, readOne } from '../core/read/source.js';
import type { On } from '../core/read/sql.js';
import type { Titles } from '../core/read/titles.js';

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

export interface SingleTask extends TaskRecord {
  /** Oldest first. */
  comments: CommentRecord[];
}

/** Whether a task is past its date and not closed. `now` is the parameter that brings the app's clock. */
export const isOverdue = (now: '?' | `$${number}`): string =>
  `(t.status <> 'closed' AND t.due_date IS NOT NULL AND t.due_date < ${now})`;

const TASKS = { from: 'tasks t', id: 't.id', where: 't.deleted_at IS NULL' };

export const TASK_TITLES: Titles = { source: TASKS, title: 't.title' };

const COLUMNS = columnsOf(Task, 't');

/** How tasks are read as of a moment. */
export const tasksAsOf = (now: Date) => ({
  ...TASKS,
  select: `${COLUMNS},
    assignee.full_name AS assigned_user_name, creator.full_name AS created_by_name, ${isOverdue('?')} AS is_overdue,
    (SELECT count(*)::int FROM task_comments c WHERE c.task_id = t.id) AS comment_count`,
  selectValues: [now],
  joins: `LEFT JOIN users assignee ON assignee.id = t.assigned_user_id
    LEFT JOIN users creator ON creator.id = t.created_by`,
});

const COMMENTS = `(SELECT coalesce(json_agg(json_build_object('id', c.id, 'task_id', c.task_id, 'user_id', c.user_id,
    'user_name', u.full_name, 'comment', c.comment, 'created_at', c.created_at) ORDER BY c.id), '[]')
  FROM task_comments c JOIN users u ON u.id = c.user_id WHERE c.task_id = t.id) AS comments`;

/**
 * One task with its comments.
 * @throws {AppError} NOT_FOUND
 */
export async function readTask(on: On, taskId: string, now: Date): Promise<SingleTask> {
  const tasks = tasksAsOf(now);
  const task = await readOne<SingleTask>(on, { ...tasks, select: `${tasks.select}, ${COMMENTS}` }, taskId);
  const comments = task.comments.map((comment) => ({ ...comment, created_at: new Date(comment.created_at) }));
  return { ...task, comments };
}
