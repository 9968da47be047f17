import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One hand-out of a refresh token. Spent ones stay until their session goes, so that a replay is recognised. */
@Entity('refresh_tokens')
export class RefreshToken {
  @PrimaryColumn({ type: 'text' })
  hash!: string;

  @Column({ type: 'uuid' })
  session_id!: string;

  @Column({ type: 'timestamptz' })
  created_at!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  spent_at!: Date | null;
}
