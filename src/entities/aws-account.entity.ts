import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';

/** What the last connection test said. The wire adds `disabled`, for accounts that are switched off. */
export const CONNECTION_STATUSES = ['pending', 'active', 'failed'] as const;
export type ConnectionStatus = (typeof CONNECTION_STATUSES)[number];

@Entity('aws_accounts')
export class AwsAccount {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  account_id!: string;

  @Column({ type: 'text' })
  account_name!: string;

  @Column({ type: 'text' })
  region!: string;

  @Column({ type: 'text', nullable: true })
  role_arn!: string | null;

  @Column({ type: 'text', nullable: true })
  external_id!: string | null;

  @Column({ type: 'text', nullable: true })
  access_key_id!: string | null;

  @Column({ type: 'text', nullable: true, select: false })
  secret_access_key_sealed!: string | null;

  @Column({ type: 'text' })
  status!: ConnectionStatus;

  @Column({ type: 'timestamptz', nullable: true })
  last_sync!: Date | null;

  @Column({ type: 'text', nullable: true })
  last_error!: string | null;

  @Column({ type: 'boolean' })
  is_active!: boolean;

  @Column({ type: 'timestamptz' })
  created_at!: Date;

  @Column({ type: 'timestamptz' })
  updated_at!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  deleted_at!: Date | null;

  @VersionColumn()
  version!: number;
}
