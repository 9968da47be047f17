import type { DayCount } from './day-counts.js';
import { runsOneWay, type SortKey } from './order.js';

/** What rows are sorted by is a time, in milliseconds since 1970, or begins with one. */
export interface TimeOrder {
  timeOf: (key: string) => number;
  /** The keys before those of all rows of that time. */
  keysAt: (time: number) => string[];
  /** When the partition of that time begins and ends, where there are some by it: their indexes know nothing of times. */
  partitionOf?: (time: number) => { from: number; until: number };
}

/** Rows of which each has its time, and what is known of all of them. */
export interface Timed {
  /** By what they are sorted by. */
  orders: Readonly<Record<string, TimeOrder>>;
  /** How many there are of each day. */
  days: readonly DayCount[];
  /** What the list is about, as far as that is said. */
  from: number;
  until: number;
}

/** How a list that is sorted by these keys is a list by time; undefined where it is none. */
export function timeOrderOf(timed: Timed | undefined, keys: readonly SortKey[]): TimeOrder | undefined {
  const [first, ...others] = keys as [SortKey, ...SortKey[]];
  const isByTime = runsOneWay(keys) && others.every(({ column }) => column === 'id');
  return isByTime ? timed?.orders[first.expression] : undefined;
}
