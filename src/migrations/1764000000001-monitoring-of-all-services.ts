import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Thresholds and filters that belong to no one service. Null: nobody has set any. */
export class MonitoringOfAllServices1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE monitoring_settings ADD COLUMN thresholds jsonb, ADD COLUMN resource_filters jsonb',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE monitoring_settings DROP COLUMN thresholds, DROP COLUMN resource_filters');
  }
}
