import { Column, Entity, PrimaryColumn } from 'typeorm';

export const JOB_STATES = ['created', 'retry', 'active', 'completed', 'cancelled', 'failed'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** A job as pg-boss keeps it, in a table that it makes and changes itself. */
@Entity({ schema: 'pgboss', name: 'job', synchronize: false })
export class Job {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  state!: JobState;

  @Column({ type: 'jsonb', nullable: true })
  data!: object | null;

  @Column({ type: 'integer' })
  retry_count!: number;

  @Column({ type: 'integer' })
  retry_limit!: number;

  @Column({ name: 'created_on', type: 'timestamptz' })
  created_at!: Date;

  @Column({ name: 'started_on', type: 'timestamptz', nullable: true })
  started_at!: Date | null;

  @Column({ name: 'completed_on', type: 'timestamptz', nullable: true })
  completed_at!: Date | null;
}
