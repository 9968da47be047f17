import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('task_comments')
export class TaskComment {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid' })
  task_id!: string;

  @Column({ type: 'uuid' })
  user_id!: string;

  @Column({ type: 'text' })
  comment!: string;

  @Column({ type: 'timestamptz' })
  created_at!: Date;
}
