import { isOneValueOf, type Part } from './conditions.js';
import type { Step, Walk } from './steps.js';

/** Rows that are walked through first: of what is common, a page is among them. */
export const FIRST_WALK = 500;

/** Of the first rows, those that match a condition which is rare, at most: an index leads to the others faster. */
const RARE = 3;

/** Of the first rows, those that have to match before anything can be told of all others by them. */
const LEAST_KNOWN = 5;

/** Of a condition that none of the first rows matches, how many of them may be thought to: it is the rarest there is. */
const UNSEEN = 0.05;

/** To look at a row takes as long as to read so many entries of an index. */
const ENTRIES_A_ROW = 100;

/** What the first rows of a list tell of the conditions: where it pays to look next. */
export class Sample {
  constructor(
    private readonly parts: readonly Part[],
    private readonly step: Pick<Step, 'seen' | 'matched' | 'each'>,
  ) {}

  /** The conditions that indexes are asked for: the others cost more to be looked up than to be seen in what is left. */
  lookedUp(): Set<Part> {
    const lookedUp = new Set<Part>();
    let left = 1;
    for (const part of this.indexed.sort((a, b) => this.commonness(a) - this.commonness(b))) {
      const share = this.shareOf([part]);
      if (share > left * ENTRIES_A_ROW) break;
      lookedUp.add(part);
      left *= share;
    }
    return lookedUp;
  }

  /**
   * How far to walk on for so many rows: among those of one value, where an index of one of these columns has them in
   * the order of the list. Null where nobody knows how far, or where it is too far, or further than an index leads to what
   * is rarer.
   */
  next(columns: readonly string[], wanted: number, longest: number): Walk | null {
    const { seen, matched } = this.step;
    if (matched === 0) return null;
    const inOrder = this.parts.filter((part) => isOneValueOf(columns, part));
    const [among] = inOrder.sort((a, b) => this.commonness(a) - this.commonness(b));
    const rows = Math.ceil((1.5 * wanted * (among ? this.commonness(among) : seen)) / matched);
    const isRarer = among && this.parts.some((other) => other !== among && this.isRare(other));
    return isRarer || rows > longest ? null : { rows: Math.max(rows, FIRST_WALK), among };
  }

  /** How many of the first rows match, or where that is too few to tell, might. */
  get likelyMatched(): number {
    const { seen, matched } = this.step;
    return matched < LEAST_KNOWN ? this.shareOf(this.parts) * seen : matched;
  }

  /** The same of what indexes lead to. */
  get likelyFound(): number {
    return this.shareOf(this.indexed) * this.step.seen;
  }

  /** What part of the rows matches; null where too few of them did to tell. */
  get matchedShare(): number | null {
    const { seen, matched } = this.step;
    return matched < LEAST_KNOWN ? null : matched / seen;
  }

  private get indexed(): Part[] {
    return this.parts.filter((part) => !part.isUnindexed && !part.boundOf);
  }

  /** What part of all rows matches, if the conditions have nothing to do with each other. */
  private shareOf(parts: readonly Part[]): number {
    return parts.reduce((share, part) => (share * Math.max(this.commonness(part), UNSEEN)) / this.step.seen, 1);
  }

  private isRare(part: Part): boolean {
    return !part.isUnindexed && this.commonness(part) <= RARE;
  }

  /** How many of the first rows match a condition. */
  private commonness(part: Part): number {
    return this.step.each?.[this.parts.indexOf(part)] ?? 0;
  }
}
