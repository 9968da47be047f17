import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The hourly counts once more, summed by the day (UTC). A day's rows also say which values are counted by their names:
 * what is there already is, however many there are.
 */
export class EventDayCounts1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE event_day_counts (
        dimension text NOT NULL CHECK (dimension IN ('severity', 'source', 'account', 'region')),
        day timestamptz NOT NULL,
        value text NOT NULL,
        count bigint NOT NULL,
        PRIMARY KEY (dimension, day, value)
      )`);
    await runner.query(`
      INSERT INTO event_day_counts SELECT dimension, date_trunc('day', hour, 'UTC'), value, sum(count)
      FROM event_counts GROUP BY 1, 2, 3`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE event_day_counts');
  }
}
