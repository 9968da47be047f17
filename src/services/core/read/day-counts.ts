import { DAY } from '../durations.js';

/** Rows of a day that begins at a time, in milliseconds since 1970. */
export interface DayCount {
  at: number;
  count: number;
}

/** About how many rows lie between two times, of what each day is known to have: as many in each of its hours. */
export const rowsBetween = (days: readonly DayCount[], from: number, until: number): number =>
  days.reduce((sum, { at, count }) => {
    const part = Math.max(0, Math.min(until, at + DAY) - Math.max(from, at)) / DAY;
    return sum + part * count;
  }, 0);
