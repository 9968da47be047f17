import { Column, Entity, PrimaryColumn } from 'typeorm';

export const VIAS = ['api', 'console', 'job', 'ingest'] as const;
export type Via = (typeof VIAS)[number];
export const OUTCOMES = ['success', 'refused', 'denied'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Who did what to which record, through what, and how it ended. Written once, never changed. */
@Entity('audit_entries')
export class AuditEntry {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ type: 'uuid', nullable: true })
  actor_id!: string | null;

  @Column({ type: 'text', nullable: true })
  actor_email!: string | null;

  @Column({ type: 'text' })
  via!: Via;

  @Column({ type: 'text', nullable: true })
  ip!: string | null;

  @Column({ type: 'text', nullable: true })
  user_agent!: string | null;

  @Column({ type: 'text', nullable: true })
  request_id!: string | null;

  @Column({ type: 'text' })
  action!: string;

  @Column({ type: 'text' })
  outcome!: Outcome;

  @Column({ type: 'text' })
  entity!: string;

  @Column({ type: 'text', nullable: true })
  entity_id!: string | null;

  @Column({ type: 'jsonb', nullable: true })
  before!: object | null;

  @Column({ type: 'jsonb', nullable: true })
  after!: object | null;

  /** Lists leave out what changed. */
  @Column({ type: 'boolean' })
  is_large!: boolean;
}
