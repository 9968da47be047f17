import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Records that lists show without their details. Of those that are there already nobody knows it: they are not looked through. */
export class LargeRecords1764000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE events ADD COLUMN is_large boolean');
    await runner.query('ALTER TABLE audit_entries ADD COLUMN is_large boolean');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE audit_entries DROP COLUMN is_large');
    await runner.query('ALTER TABLE events DROP COLUMN is_large');
  }
}
