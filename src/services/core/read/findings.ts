import { invalid } from '../errors.js';
import { keysOf } from './cursor.js';
import type { Estimate } from './list-total.js';
import type { KeyColumns, SortKey } from './order.js';
import { type On, plannedRows, type Statement } from './sql.js';
import type { Missing, Step } from './steps.js';

/** The rows of a page, in order, each as the keys by which it is found. */
export interface Found {
  picked: string[][];
  /** How many match in the whole list, where that was seen. */
  counted: number | null;
  /** Where it was not, how many there may be by what was seen, or what part of all; null where nobody can tell by that. */
  estimate: Estimate | { share: number } | null;
  /** Keys of the last row that was looked at, where time was up before the page was full. */
  stoppedAt: readonly string[] | null;
}

/** What steps have found of a page, and what it is still missing. */
export class Findings {
  private readonly picked: string[][] = [];
  /** Rows that match, of those that were looked at. */
  matched = 0;
  missing: Missing;

  constructor(
    private readonly keys: SortKey[],
    private readonly asksFor: Missing,
  ) {
    this.missing = asksFor;
  }

  /** Takes what a step finds into the page; of too many rows in no order, nothing. */
  async take(on: On, { text, values }: Statement, most = Number.POSITIVE_INFINITY): Promise<Step> {
    const [step] = (await plannedRows<Step>(on, text, values)) as [Step];
    const { picked, matched, last } = step;
    if (matched > most) return step;
    this.picked.push(...picked);
    this.matched += matched;
    this.missing = {
      after: last ?? this.missing.after,
      skip: Math.max(0, this.missing.skip - matched),
      rows: this.missing.rows - picked.length,
    };
    return step;
  }

  /** Takes the rows of a statement that gives all that is missing. Whether they were all that is left. */
  async takeMissing(on: On, { text, values }: Statement): Promise<boolean> {
    const rows = await plannedRows<KeyColumns>(on, text, values);
    this.picked.push(...rows.map((row) => keysOf(row, this.keys)));
    const { skip, rows: asked } = this.missing;
    // Of a page past the end nobody knows how many there are before it.
    const areLast = rows.length < asked && (rows.length > 0 || skip === 0);
    if (areLast) this.matched += skip + rows.length;
    this.missing = { ...this.missing, skip: 0, rows: 0 };
    return areLast;
  }

  /** Goes on after these keys: up to them, all was looked at. */
  goOnAfter(keys: string[]): void {
    this.missing = { ...this.missing, after: keys };
  }

  /** Rows that match and are still to be found: those that the page passes over, and its own. */
  get wanted(): number {
    return this.missing.skip + this.missing.rows;
  }

  get isFull(): boolean {
    return this.missing.rows === 0;
  }

  /** A list that is continued is not seen from its beginning. */
  get isFromStart(): boolean {
    return this.asksFor.after === undefined;
  }

  /** All that matches was looked at. */
  whole(estimate: Found['estimate']): Found {
    return { ...this.full(estimate), counted: this.isFromStart ? this.matched : null };
  }

  /** The page is full. */
  full(estimate: Found['estimate']): Found {
    return { picked: this.picked, counted: null, estimate, stoppedAt: null };
  }

  /**
   * Time was up before.
   * @throws {AppError} VALIDATION_FAILED naming `page`, of one that is not begun
   */
  stopped(estimate: Found['estimate']): Found {
    if (this.missing.skip > 0) {
      throw invalid({
        page: 'is further back than this search gets in its time: begin with page 1, and go on by next_cursor',
      });
    }
    return { ...this.full(estimate), stoppedAt: this.missing.after ?? null };
  }
}
