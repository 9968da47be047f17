import type { Part } from './conditions.js';
import type { Step, Walk } from './steps.js';

/** Rows that are walked through first: of what is common, a page is among them. */
export const FIRST_WALK = 500;

/** Of the first rows, those that match a condition which is rare, at most: an index leads to the others faster. */
const RARE = 3;

/** Of a condition that none of the first rows matches, how many of them may be thought to. */
const LEAST = 0.05;

/** To look at a row takes as long as to read so many entries of an index. */
const ENTRIES_A_ROW = 100;

/** What the first rows of a list tell of the conditions: where it pays to look next. */
export class Sample {
  constructor(
    private readonly parts: readonly Part[],
    private readonly step: Pick<Step, 'seen' | 'matched' | 'each'>,
  ) {}

  /** The conditions that indexes are asked for: the others cost more to be looked up than to be seen in what is left. */
  asked(): Set<Part> {
    // Dates tell in which partitions to look.
    const asked = new Set(this.parts.filter(({ boundOf }) => boundOf));
    const indexed = this.parts.filter((part) => !part.isUnindexed && !part.boundOf);
    let left = 1;
    for (const part of indexed.sort((a, b) => this.commonness(a) - this.commonness(b))) {
      const share = Math.max(this.commonness(part), LEAST) / this.step.seen;
      if (share > left * ENTRIES_A_ROW) break;
      asked.add(part);
      left *= share;
    }
    return asked;
  }

  /**
   * How far to walk on for so many rows: among those of one value, where an index of one of these columns has them in
   * the order of the list. Null where nobody knows how far, or where it is too far, or further than an index leads to what
   * is rarer.
   */
  next(columns: readonly string[], wanted: number, longest: number): Walk | null {
    const { seen, matched } = this.step;
    if (matched === 0) return null;
    const inOrder = this.parts.filter(({ equals = '' }) => columns.includes(equals));
    const [among] = inOrder.sort((a, b) => this.commonness(a) - this.commonness(b));
    const rows = Math.ceil((1.5 * wanted * (among ? this.commonness(among) : seen)) / matched);
    const isRarer = among && this.parts.some((other) => other !== among && this.isRare(other));
    return isRarer || rows > longest ? null : { rows: Math.max(rows, FIRST_WALK), among };
  }

  /** Whether an index leads to next to nothing. */
  get hasRare(): boolean {
    return this.parts.some((part) => this.isRare(part));
  }

  private isRare(part: Part): boolean {
    return !part.isUnindexed && this.commonness(part) <= RARE;
  }

  /** How many of the first rows match a condition. */
  private commonness(part: Part): number {
    return this.step.each?.[this.parts.indexOf(part)] ?? 0;
  }
}
