import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the levels of severity are called; see `services/events/severity.ts`. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'unknown'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * A monitoring event. `id` is its identity: time, account, source and source id (see `event-id.ts`).
 * Three things stay apart: what the source says (`source_state`), what people said (acknowledged, notes, tags,
 * task), and what is suppressed and why.
 */
@Entity('events')
export class MonitoringEvent {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  source_event_id!: string;

  @Column({ type: 'text' })
  account!: string;

  @Column({ type: 'text' })
  region!: string;

  @Column({ type: 'text' })
  source!: string;

  @Column({ type: 'text' })
  detail_type!: string;

  @Column({ type: 'jsonb' })
  detail!: object;

  @Column({ type: 'text', array: true })
  resources!: string[];

  @Column({ type: 'smallint' })
  severity_level!: number;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'text' })
  fingerprint!: string;

  @Column({ type: 'text', nullable: true })
  source_state!: 'firing' | 'resolved' | null;

  @Column({ type: 'timestamptz' })
  published_at!: Date;

  @Column({ type: 'timestamptz' })
  created_at!: Date;

  @Column({ type: 'timestamptz' })
  updated_at!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  acknowledged_at!: Date | null;

  @Column({ type: 'uuid', nullable: true })
  acknowledged_by!: string | null;

  @Column({ type: 'text', nullable: true })
  notes!: string | null;

  @Column({ type: 'text', array: true })
  tags!: string[];

  @Column({ type: 'uuid', nullable: true })
  task_id!: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  suppressed_at!: Date | null;

  @Column({ type: 'text', nullable: true })
  suppressed_reason!: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  deleted_at!: Date | null;

  @Column({ type: 'uuid', nullable: true })
  api_key_id!: string | null;

  @Column({ type: 'text', nullable: true })
  request_id!: string | null;

  /** The original text, kept only where the database cannot hold it as it came. */
  @Column({ type: 'text', nullable: true, select: false })
  raw!: string | null;

  /** Lists leave most of it out. */
  @Column({ type: 'boolean' })
  is_large!: boolean;
}
