import type { MonitoringEvent } from '../../entities/event.entity.js';
import { HOUR } from '../core/durations.js';
import { type On, rows } from '../core/read/sql.js';
import { LOCKS } from '../core/write/advisory-lock.js';
import type { Dimension } from './event-counts.js';

type Counted = Pick<MonitoringEvent, 'published_at' | 'severity_level' | 'source' | 'account' | 'region'>;

/** Values of a dimension that are counted by their names on one day (UTC). All others of that day are one: ''. */
export const NAMED_A_DAY = 500;

/** A value that its day has not met yet. */
interface NewValue {
  dimension: Dimension;
  day: Date;
  value: string;
}

/**
 * Adds events to the counts of their hours and days, or takes them away. Call it last in the transaction: the counted
 * rows are what concurrent transactions wait for. They are written in key order, so that no two wait for each other.
 */
export async function addCounts(on: On, events: Counted[], sign: 1 | -1): Promise<void> {
  if (events.length === 0) return;
  const counts = hourlyCounts(events, sign);
  const unmet = await rows<NewValue>(on, WRITE, counts);
  if (unmet.length === 0) return;
  // One transaction at a time decides on new values, to its end, and each sees what those before it have decided. Who
  // finds everything decided waits for nobody.
  await rows(on, 'SELECT pg_advisory_xact_lock($1)', [LOCKS.counts]);
  const column = (name: keyof NewValue) => unmet.map((row) => row[name]);
  await rows(on, DECIDE, [column('dimension'), column('day'), column('value'), NAMED_A_DAY]);
  await rows(on, WRITE, counts);
}

/** The columns dimension, hour, value and count. */
function hourlyCounts(events: Counted[], sign: 1 | -1): unknown[][] {
  const counts = new Map<string, { dimension: string; hour: string; value: string; count: number }>();
  for (const event of events) {
    const hour = new Date(Math.floor(event.published_at.getTime() / HOUR) * HOUR).toISOString();
    for (const [dimension, value] of valuesOf(event)) {
      const key = `${dimension} ${hour} ${value}`;
      const known = counts.get(key);
      if (known) known.count += sign;
      else counts.set(key, { dimension, hour, value, count: sign });
    }
  }
  const found = [...counts.values()];
  return [
    found.map(({ dimension }) => dimension),
    found.map(({ hour }) => hour),
    found.map(({ value }) => value),
    found.map(({ count }) => count),
  ];
}

const valuesOf = (event: Counted): [dimension: Dimension, value: string][] => [
  ['severity', String(event.severity_level)],
  ['source', event.source],
  ['account', event.account],
  ['region', event.region],
];

/**
 * Counts by day and by hour. A value that its day has a row for is counted by its name, and any other as '' once the day
 * has a row for that. Where it has neither, nothing is written, and those values come back.
 */
const WRITE = `
  WITH given AS (
    SELECT dimension, hour, date_trunc('day', hour, 'UTC') AS day, value, count
    FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::int[]) AS g (dimension, hour, value, count)
  ), days AS MATERIALIZED (
    SELECT g.*, CASE g.dimension WHEN 'severity' THEN g.value ELSE coalesce(
      (SELECT c.value FROM event_day_counts c WHERE (c.dimension, c.day, c.value) = (g.dimension, g.day, g.value)),
      (SELECT c.value FROM event_day_counts c WHERE (c.dimension, c.day, c.value) = (g.dimension, g.day, ''))
    ) END AS name
    FROM (SELECT dimension, day, value, sum(count)::int AS count FROM given GROUP BY dimension, day, value) AS g
  ), written_days AS (
    INSERT INTO event_day_counts (dimension, day, value, count)
    SELECT dimension, day, name, sum(count) FROM days WHERE NOT EXISTS (SELECT 1 FROM days WHERE name IS NULL)
    GROUP BY dimension, day, name ORDER BY dimension, day, name
    ON CONFLICT (dimension, day, value) DO UPDATE SET count = event_day_counts.count + excluded.count
    RETURNING 1
  ), written_hours AS (
    INSERT INTO event_counts (dimension, hour, value, count)
    SELECT dimension, hour, name, sum(given.count) FROM given JOIN days USING (dimension, day, value)
    -- All days come before the first hour, in every transaction.
    WHERE (SELECT count(*) FROM written_days) > 0
    GROUP BY dimension, hour, name ORDER BY dimension, hour, name
    ON CONFLICT (dimension, hour, value) DO UPDATE SET count = event_counts.count + excluded.count
  )
  SELECT dimension, day, value FROM days WHERE name IS NULL`;

/** Gives new values rows of their own, as long as their day has room, and from then on the day a row for all others. */
const DECIDE = `
  WITH unmet AS (
    SELECT g.* FROM unnest($1::text[], $2::timestamptz[], $3::text[]) AS g (dimension, day, value)
    WHERE NOT EXISTS (SELECT 1 FROM event_day_counts c
      WHERE c.dimension = g.dimension AND c.day = g.day AND c.value IN (g.value, ''))
  ), met AS (
    SELECT dimension, day, count(*) AS count FROM event_day_counts
    JOIN (SELECT DISTINCT dimension, day FROM unmet) AS d USING (dimension, day) GROUP BY dimension, day
  ), placed AS (
    SELECT u.*, coalesce(met.count, 0) + row_number() OVER (PARTITION BY dimension, day ORDER BY u.value) AS place
    FROM unmet u LEFT JOIN met USING (dimension, day)
  )
  INSERT INTO event_day_counts (dimension, day, value, count)
  SELECT DISTINCT dimension, day, CASE WHEN place <= $4 THEN value ELSE '' END, 0 FROM placed`;
