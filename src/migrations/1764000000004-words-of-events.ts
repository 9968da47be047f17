import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a word is: a run of letters and digits. The parser of PostgreSQL would see hosts, paths, addresses and signed
 * numbers in what AWS writes, so the signs that these are known by become blanks first.
 */
const WORDS = `
  CREATE FUNCTION plain_words(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT replace(replace(replace(replace(replace(replace(replace(replace(replace(
      said, '-', ' '), '.', ' '), '/', ' '), '_', ' '), '+', ' '), '@', ' '), '&', ' '), '<', ' '), '~', ' ')
  $$;

  -- JSON as text has its ends of lines and quotes as escapes.
  CREATE FUNCTION without_escapes(quoted text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN strpos(quoted, '\\') = 0 THEN quoted ELSE regexp_replace(quoted, '\\\\(u[0-9a-fA-F]{4}|.)', ' ', 'g') END
  $$;

  -- A tsvector holds 1 MB, so the text is bounded.
  CREATE FUNCTION event_words(title text, resources text, detail text) RETURNS tsvector
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT to_tsvector('simple', plain_words(left(
      concat_ws(' ', title, without_escapes(resources), without_escapes(detail)), 100000)))
  $$;
`;

export class WordsOfEvents1764000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(WORDS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION event_words, without_escapes, plain_words');
  }
}
