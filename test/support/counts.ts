import { expect } from 'chai';
import type { Deps } from '../../src/services/deps.js';
import { NAMED_A_DAY } from '../../src/services/events/add-counts.js';
import { anEvent } from './records.js';

/** More values than one day counts by their names. */
export const MANY = NAMED_A_DAY + 60;

export const sourceOf = (index: number): string => `source-${String(index).padStart(4, '0')}`;

/** So many events, each of another source. */
export const eventsOfSources = (count: number, fields: Record<string, unknown> = {}, from = 0) =>
  Array.from({ length: count }, (_, index) => anEvent({ source: sourceOf(from + index), ...fields }));

type Database = Pick<Deps, 'db'>;

/** What the counts of a table must say, of the events themselves: by their names where their day has that name. */
const WRONG = (table: string, time: string, unit: string) => `
  WITH told AS (
    SELECT e.published_at AS at, date_trunc('day', e.published_at, 'UTC') AS day, v.dimension, v.value
    FROM events e, LATERAL (VALUES ('severity', e.severity_level::text), ('source', e.source),
      ('account', e.account), ('region', e.region)) AS v (dimension, value)
    WHERE e.deleted_at IS NULL
  ), expected AS (
    SELECT t.dimension, date_trunc('${unit}', t.at, 'UTC') AS ${time}, coalesce(n.value, '') AS value, count(*) AS count
    FROM told t LEFT JOIN event_day_counts n USING (dimension, day, value) GROUP BY 1, 2, 3
  )
  SELECT dimension, ${time} AS time, value, e.count AS expected, c.count AS counted
  FROM expected e FULL JOIN ${table} c USING (dimension, ${time}, value)
  WHERE coalesce(e.count, 0) <> coalesce(c.count, 0)`;

/** Expects both tables of counts to say what the stored events say, each under the name that its day has for it. */
export async function expectTrueCounts({ db }: Database): Promise<void> {
  expect(await db.query(WRONG('event_day_counts', 'day', 'day')), 'by day').to.deep.equal([]);
  expect(await db.query(WRONG('event_counts', 'hour', 'hour')), 'by hour').to.deep.equal([]);
}
