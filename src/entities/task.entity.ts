import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';

export const TASK_STATUSES = ['open', 'in_progress', 'closed'] as const;
export const UNFINISHED = TASK_STATUSES.filter((status) => status !== 'closed');
export type TaskStatus = (typeof TASK_STATUSES)[number];
export const TASK_PRIORITIES = ['critical', 'high', 'medium', 'low'] as const;
export type TaskPriority = (typeof TASK_PRIORITIES)[number];

/** `event_details` is a snapshot: the event itself may be gone by retention. */
@Entity('tasks')
export class Task {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'text' })
  description!: string;

  @Column({ type: 'text' })
  status!: TaskStatus;

  @Column({ type: 'text' })
  priority!: TaskPriority;

  @Column({ type: 'uuid', nullable: true })
  assigned_user_id!: string | null;

  @Column({ type: 'uuid', nullable: true })
  event_id!: string | null;

  @Column({ type: 'jsonb', nullable: true })
  event_details!: object | null;

  @Column({ type: 'timestamptz', nullable: true })
  due_date!: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  closed_at!: Date | null;

  @Column({ type: 'uuid', nullable: true })
  created_by!: string | null;

  @Column({ type: 'timestamptz' })
  created_at!: Date;

  @Column({ type: 'timestamptz' })
  updated_at!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  deleted_at!: Date | null;

  @VersionColumn()
  version!: number;
}
