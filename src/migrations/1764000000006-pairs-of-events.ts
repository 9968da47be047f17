import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = ['account', 'region', 'source', 'detail_type', 'severity_level::text'];
const nameOf = (column: string): string => column.replace('::text', '');

const keyOf = (columns: string[]): string =>
  `hashtext('${columns.map(nameOf).join(' ')} ' || ${columns.join(` || ' ' || `)})`;

const PAIRS = COLUMNS.flatMap((one, index) => COLUMNS.slice(index + 1).map((other) => [one, other]));

/**
 * What an event is and where it comes from, two and two, each as a number: of two that never meet an index then knows so
 * by one look, where lists of the single ones are gone through. Numbers are also faster to be told apart than texts, so
 * that an event costs no more to be written. Two pairs with one number do no harm: whoever finds an event looks at it.
 * Of a function in SQL the planner would have the text in each partition's index, and look at all of it for each list.
 */
export class PairsOfEvents1764000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION event_pairs(account text, region text, source text, detail_type text, severity_level smallint)
      RETURNS int[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
        BEGIN RETURN ARRAY[${[['region'], ['detail_type'], ...PAIRS].map(keyOf).join(', ')}]; END
      $$`);
    await runner.query('DROP INDEX events_filters_idx');
    await runner.query(`
      CREATE INDEX events_pairs_idx
      ON events USING gin (event_pairs(account, region, source, detail_type, severity_level))
      WHERE deleted_at IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX events_pairs_idx');
    await runner.query('DROP FUNCTION event_pairs(text, text, text, text, smallint)');
    await runner.query(`
      CREATE INDEX events_filters_idx ON events USING gin (account, region, source, detail_type, severity_level)
      WHERE deleted_at IS NULL`);
  }
}
