import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';

export const ROLES = ['admin', 'manager', 'user', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

@Entity('users')
export class User {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  email!: string;

  @Column({ type: 'text' })
  full_name!: string;

  @Column({ type: 'text', select: false })
  password_hash!: string;

  @Column({ type: 'text' })
  role!: Role;

  @Column({ type: 'boolean' })
  is_active!: boolean;

  @Column({ type: 'boolean' })
  must_change_password!: boolean;

  @Column({ type: 'text', nullable: true })
  responsible_province!: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  last_login!: Date | null;

  @Column({ type: 'timestamptz' })
  created_at!: Date;

  @Column({ type: 'timestamptz' })
  updated_at!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  deleted_at!: Date | null;

  @VersionColumn()
  version!: number;
}
