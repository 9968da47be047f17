import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Records that lists show without their details. Those that are there already are shown whole, as before. */
export class LargeRecords1764000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE events ADD COLUMN is_large boolean NOT NULL DEFAULT false');
    await runner.query('ALTER TABLE audit_entries ADD COLUMN is_large boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE audit_entries DROP COLUMN is_large');
    await runner.query('ALTER TABLE events DROP COLUMN is_large');
  }
}
