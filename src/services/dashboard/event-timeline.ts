import type { z } from 'zod';
import type { Core } from '../core/core.js';
import { DAY, HOUR } from '../core/durations.js';
import { invalid } from '../core/errors.js';
import { rows } from '../core/read/sql.js';
import { severityName } from '../events/severity.js';
import { noSeverities } from './by-severity.js';
import type { severityCounts } from './figures.schema.js';
import type { Range } from './range.js';
import { idsIn, ofEvents, splitRange, timesIn } from './range-parts.js';

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
  const { whole, ends } = splitRange(range, HOUR);
  const sums = await rows<{ at: Date; level: number; count: number }>(
    core,
    `SELECT date_trunc($7, at, 'UTC') AS at, level, sum(count)::int AS count FROM (
       SELECT hour, value::int, count FROM event_counts WHERE dimension = 'severity' AND hour >= $1 AND hour < $2
       UNION ALL
       SELECT e.published_at, e.severity_level, 1 FROM events e WHERE ${ofEvents('$3', '$4', '$5', '$6')}
     ) AS parts (at, level, count) WHERE $8::int[] IS NULL OR level = ANY($8) GROUP BY 1, 2`,
    [...timesIn(whole), ...idsIn(...ends), interval, levels],
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
