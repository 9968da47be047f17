import type { Part } from './conditions.js';
import type { Step, Walk } from './steps.js';

/** Rows of a walk: of what is common, a page is among the first ones, and the most are as many as anybody waits for. */
export const FIRST_WALK = 1000;
export const LONGEST_WALK = 5000;

/** Of a walk among all rows: to gather what an index leads to takes less than a longer one. */
const LONGEST_OF_ALL = 3000;

/** Of the first rows, those that match a condition which is rare, at most: an index leads to the others faster. */
const RARE = 3;

/** What the first rows of a list tell of the conditions: where it pays to look next. */
export class Sample {
  constructor(
    private readonly parts: readonly Part[],
    private readonly step: Pick<Step, 'seen' | 'matched' | 'each'>,
  ) {}

  /** Whether an index is asked for a condition: of several, for those that are rare, if any are. */
  isAsked(part: Part): boolean {
    if (part.isUnindexed) return false;
    return !this.parts.some((other) => this.isRare(other)) || this.isRare(part);
  }

  /**
   * How far to walk on for so many rows: among those of one value, where an index of one of these columns has them in
   * the order of the list. Null where it is far, or where an index leads faster to something else that is asked for.
   */
  next(columns: readonly string[], wanted: number): Walk | null {
    const inOrder = this.parts.filter(({ equals = '' }) => columns.includes(equals));
    const [among] = inOrder.sort((a, b) => this.commonness(a) - this.commonness(b));
    const looked = among ? this.commonness(among) : this.step.seen;
    const rows = Math.ceil(1.5 * wanted * (looked / Math.max(this.step.matched, 0.5)));
    const isFar = among ? this.parts.some((other) => other !== among && this.isRare(other)) : rows > LONGEST_OF_ALL;
    return isFar ? null : { rows: Math.min(Math.max(rows, FIRST_WALK), LONGEST_WALK), among };
  }

  private isRare(part: Part): boolean {
    return !part.isUnindexed && this.commonness(part) <= RARE;
  }

  /** How many of the first rows match a condition. */
  private commonness(part: Part): number {
    return this.step.each?.[this.parts.indexOf(part)] ?? 0;
  }
}
