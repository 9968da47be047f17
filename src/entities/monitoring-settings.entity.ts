import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';

/** One row: how the whole installation monitors. Its parts are described by `monitoring-settings.schema.ts`. */
@Entity('monitoring_settings')
export class MonitoringSettings {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'jsonb' })
  services!: object[];

  @Column({ type: 'jsonb' })
  global_settings!: object;

  @Column({ type: 'jsonb', nullable: true })
  thresholds!: object | null;

  @Column({ type: 'jsonb', nullable: true })
  resource_filters!: object | null;

  @Column({ type: 'text', nullable: true, select: false })
  alert_slack_webhook_sealed!: string | null;

  @Column({ type: 'timestamptz' })
  updated_at!: Date;

  @Column({ type: 'uuid', nullable: true })
  updated_by!: string | null;

  @VersionColumn()
  version!: number;
}
