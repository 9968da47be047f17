import { lowestEventId } from '../events/event-id.js';
import type { Range } from './range.js';

const NONE: Range = { from: 0, until: 0 };

/** A range as whole units and what is left of it before and after them. Without a whole one, all is left before. */
export function splitRange(range: Range, unit: number): { whole: Range; ends: [Range, Range] } {
  const from = Math.ceil(range.from / unit) * unit;
  const until = Math.floor(range.until / unit) * unit;
  if (from >= until) return { whole: NONE, ends: [range, NONE] };
  return {
    whole: { from, until },
    ends: [
      { from: range.from, until: from },
      { from: until, until: range.until },
    ],
  };
}

/** Parameters: the bounds of ranges as times. */
export const timesIn = (...ranges: Range[]): Date[] =>
  ranges.flatMap(({ from, until }) => [new Date(from), new Date(until)]);

/** Parameters: the bounds of ranges as ids of events. */
export const idsIn = (...ranges: Range[]): string[] =>
  ranges.flatMap(({ from, until }) => [lowestEventId(from), lowestEventId(until)]);

/** In SQL: the events of two ranges whose bounds are these parameters. */
export const ofEvents = (from: string, until: string, otherFrom: string, otherUntil: string): string =>
  `((e.id >= ${from} AND e.id < ${until}) OR (e.id >= ${otherFrom} AND e.id < ${otherUntil})) AND e.deleted_at IS NULL`;
