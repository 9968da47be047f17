import type { z } from 'zod';
import { DAY } from '../core/durations.js';
import { invalid } from '../core/errors.js';
import { afterUnix, fromUnix } from '../core/input/shapes.js';
import type { datesQuery } from './dashboard.schema.js';

/** Both ends are Unix seconds and part of the range; one that is absent is open. */
export type Dates = z.infer<typeof datesQuery>;

/** Milliseconds since 1970; `until` is not part of it. */
export interface Range {
  from: number;
  until: number;
}

/** The end of everything that can be stored: an event's time may be a day ahead. */
const endOfAll = (now: Date): number => now.getTime() + 2 * DAY;

/**
 * The range of the dates; without them, everything that can be stored.
 * @throws {AppError} VALIDATION_FAILED when it ends before it begins
 */
export function rangeOf(dates: Dates, now: Date): Range {
  const [from, until] = timesOf(dates);
  return { from: from?.getTime() ?? 0, until: Math.min(until?.getTime() ?? endOfAll(now), endOfAll(now)) };
}

/** What a timeline covers: up to now, and from where `start` says, unless the dates say otherwise. Never before 1970. */
export function windowOf(dates: Dates, now: Date, start: (until: number) => number): Range {
  const { from, until: end } = rangeOf(dates, now);
  const until = dates.end_date === undefined ? now.getTime() : end;
  return { from: dates.start_date === undefined ? Math.max(0, start(until)) : from, until };
}

/**
 * When the range begins, and the first moment after it.
 * @throws {AppError} VALIDATION_FAILED when it ends before it begins
 */
export function timesOf({ start_date, end_date }: Dates): [from: Date | null, until: Date | null] {
  if (start_date !== undefined && end_date !== undefined && end_date < start_date) {
    throw invalid({ end_date: 'must not be before start_date' });
  }
  return [start_date === undefined ? null : fromUnix(start_date), end_date === undefined ? null : afterUnix(end_date)];
}

/** In SQL, with the times as these parameters. */
export const createdWithin = (alias: string, from: string, until: string): string =>
  `(${from}::timestamptz IS NULL OR ${alias}.created_at >= ${from})
   AND (${until}::timestamptz IS NULL OR ${alias}.created_at < ${until})`;
