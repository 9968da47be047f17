import type { z } from 'zod';
import type { Core } from '../core/core.js';
import { DAY, HOUR } from '../core/durations.js';
import { invalid } from '../core/errors.js';
import { rows } from '../core/read/sql.js';
import type { Dimension } from '../events/event-counts.js';
import { lowestEventId } from '../events/event-id.js';
import { SEVERITIES, type Severity, severityName } from '../events/severity.js';
import type { severityCounts } from './figures.schema.js';
import type { Range } from './range.js';
import { sum } from './sum.js';

/** Milliseconds that figures are kept whose range ends now: they move on though nothing is changed. */
export const MOVING_FIGURES_MS = 1000;

interface Sum {
  dimension: Dimension;
  value: string;
  count: number;
}

/**
 * How many events there are in the range by severity, source, account and region. Whole hours come from the kept
 * counts, the rest of an hour at either end from the events themselves, so the sums are exact.
 */
export async function sumEvents(core: Core, range: Range): Promise<Record<Dimension, Record<string, number>>> {
  const sums = await rows<Sum>(
    core,
    `SELECT dimension, value, sum(count)::int AS count FROM (
       SELECT dimension, value, count FROM event_counts WHERE ${IN_WHOLE_HOURS}
       UNION ALL
       SELECT counted.dimension, counted.value, 1 FROM events e,
         LATERAL (VALUES ('severity', e.severity_level::text), ('source', e.source), ('account', e.account),
           ('region', e.region)) AS counted (dimension, value)
       WHERE ${IN_THE_REST}
     ) AS parts GROUP BY dimension, value HAVING sum(count) > 0 ORDER BY count DESC, value`,
    boundsOf(range),
  );
  const of = (name: Dimension) =>
    Object.fromEntries(sums.filter(({ dimension }) => dimension === name).map(({ value, count }) => [value, count]));
  return { severity: of('severity'), source: of('source'), account: of('account'), region: of('region') };
}

const IN_WHOLE_HOURS = 'hour >= $1 AND hour < $2';
const IN_THE_REST = '((e.id >= $3 AND e.id < $4) OR (e.id >= $5 AND e.id < $6)) AND e.deleted_at IS NULL';

/** The bounds of a range's whole hours, and of what is left of an hour before and after them. */
function boundsOf({ from, until }: Range): unknown[] {
  const firstHour = Math.ceil(from / HOUR) * HOUR;
  const lastHour = Math.floor(until / HOUR) * HOUR;
  const [whole, before, after] =
    firstHour < lastHour
      ? [
          [firstHour, lastHour],
          [from, firstHour],
          [lastHour, until],
        ]
      : [
          [0, 0],
          [from, until],
          [0, 0],
        ];
  const hours = (whole as number[]).map((at) => new Date(at));
  return [...hours, ...[...(before as number[]), ...(after as number[])].map(lowestEventId)];
}

export interface Bucket extends z.infer<typeof severityCounts> {
  /** When it begins: milliseconds since 1970. */
  at: number;
}

const LENGTHS = { hour: HOUR, day: DAY };
export type Interval = keyof typeof LENGTHS;

/** When the hour or the day (UTC) of a time begins. */
export const startOf = (interval: Interval, at: number): number =>
  Math.floor(at / LENGTHS[interval]) * LENGTHS[interval];

/** Buckets that a timeline holds at most. */
const MOST_BUCKETS = 5000;

/** @throws {AppError} VALIDATION_FAILED naming the field that asks for too many buckets */
export function requireDrawable({ from, until }: Range, interval: Interval, field: string): void {
  if ((until - from) / LENGTHS[interval] > MOST_BUCKETS)
    throw invalid({ [field]: 'makes too many steps for these dates' });
}

/**
 * The events of a range, of some severities or all, one bucket an hour or a day (UTC), empty ones too: the sums are
 * those of the range.
 */
export async function eventTimeline(
  core: Core,
  range: Range,
  interval: Interval,
  levels: number[] | null = null,
): Promise<Bucket[]> {
  const sums = await rows<{ at: Date; level: number; count: number }>(
    core,
    `SELECT date_trunc($7, at, 'UTC') AS at, level, sum(count)::int AS count FROM (
       SELECT hour, value::int, count FROM event_counts WHERE dimension = 'severity' AND ${IN_WHOLE_HOURS}
       UNION ALL
       SELECT e.published_at, e.severity_level, 1 FROM events e WHERE ${IN_THE_REST}
     ) AS parts (at, level, count) WHERE $8::int[] IS NULL OR level = ANY($8) GROUP BY 1, 2`,
    [...boundsOf(range), interval, levels],
  );
  const buckets = new Map<number, Bucket>();
  for (let at = startOf(interval, range.from); at < range.until; at += LENGTHS[interval]) {
    buckets.set(at, { at, count: 0, by_severity: noSeverities() });
  }
  for (const { at, level, count } of sums) {
    const bucket = buckets.get(at.getTime());
    if (!bucket) continue;
    bucket.count += count;
    bucket.by_severity[severityName(level)] += count;
  }
  return [...buckets.values()];
}

const noSeverities = () => Object.fromEntries(SEVERITIES.map((name) => [name, 0])) as Record<Severity, number>;

/** Counts by level as counts by name, each name there. */
export function bySeverityName(byLevel: Record<string, number>): Record<Severity, number> {
  const byName = noSeverities();
  for (const [level, count] of Object.entries(byLevel)) byName[severityName(Number(level))] += count;
  return byName;
}

export const totalOf = (counts: Record<string, number>): number => sum(Object.values(counts));
