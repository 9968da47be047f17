import { Column, Entity, PrimaryColumn } from 'typeorm';

export const SCOPES = ['events:write', 'events:read', 'tasks:read', 'tasks:write'] as const;
export type Scope = (typeof SCOPES)[number];

/** A key of a machine. The key itself is shown once; only its hash is kept. */
@Entity('api_keys')
export class ApiKey {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  prefix!: string;

  @Column({ type: 'text', select: false })
  hash!: string;

  @Column({ type: 'text', array: true })
  scopes!: Scope[];

  @Column({ type: 'text', array: true, nullable: true })
  accounts!: string[] | null;

  @Column({ type: 'uuid' })
  created_by!: string;

  @Column({ type: 'timestamptz' })
  created_at!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  expires_at!: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  last_used_at!: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  revoked_at!: Date | null;
}
