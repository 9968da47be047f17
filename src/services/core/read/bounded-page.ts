import type { Core } from '../core.js';
import { invalid } from '../errors.js';
import type { Fragment, Part } from './conditions.js';
import { keysOf } from './cursor.js';
import { inOrderOfIndex, inTime } from './in-time.js';
import type { Estimate } from './list-total.js';
import type { KeyColumns, SortKey } from './order.js';
import { isByValues } from './ordered.js';
import { FIRST_WALK, Sample } from './sample.js';
import { Spans, type Timed } from './spans.js';
import { type On, plannedRows, type Statement } from './sql.js';
import { type Asked, gather, inOrder, type Missing, type Step, type Walk, walk } from './steps.js';

/** The rows of a page, in order, each as the keys by which it is found. */
export interface Found {
  picked: string[][];
  /** How many match in the whole list, where that was seen. */
  counted: number | null;
  /** Where it was not, how many there may be by what was seen; null where nobody can tell by that. */
  estimate: Estimate | null;
  /** Keys of the last row that was looked at, where time was up before the page was full. */
  stoppedAt: readonly string[] | null;
}

/** Milliseconds that a page is looked for, and that the database has for one statement. */
const LIMIT_MS = 200;
const STATEMENT_MS = 150;

/**
 * Rows of a walk at most: where spans of time can be gathered, where only all that matches can, and where no index leads
 * to anything.
 */
const LONGEST_WALK = { beforeSpans: 1500, beforeAll: 3000, instead: 5000 };

/** Rows that match at most where all of them are gone through for their number. */
const FEW = 300;

/** Rows that have to match before anything can be told of all others by them. */
const LEAST_KNOWN = 5;

/**
 * A page of rows, found in a time that has an end, whatever is asked for. The planner cannot know of a rare match whether
 * it is near; to walk in order until there are enough of them may mean to walk through everything. So only the first rows
 * are looked at in order, and of the rest those that an index leads to, which are few where walking would take long.
 */
export class BoundedPage {
  private readonly until = performance.now() + LIMIT_MS;
  private readonly picked: string[][] = [];
  private matched = 0;
  private walked = 0;
  private missing: Missing;
  private readonly spans: Spans | null;

  constructor(
    private readonly core: Core,
    private readonly asked: Asked,
    private readonly asksFor: Missing,
    timed: Timed | undefined,
    /** Rows in all, where how many match is to be told by them. */
    private readonly all: number | null,
  ) {
    this.missing = asksFor;
    const [first, ...others] = asked.keys as [SortKey, ...SortKey[]];
    const isByTime = others.length === 0 && first.column === 'id';
    this.spans = timed && isByTime ? new Spans(timed, first, asksFor.after, core.now()) : null;
  }

  async find(): Promise<Found> {
    const sample = await this.walkFirst();
    if (!sample || (await this.lookFurther(sample))) return this.found({ counted: this.matched });
    while (!this.isFull()) {
      if (this.isLate()) return this.found({ stoppedAt: this.missing.after ?? null });
      const { seen } = await this.walk({ rows: LONGEST_WALK.instead });
      if (seen < LONGEST_WALK.instead) return this.found({ counted: this.matched });
    }
    return this.found({});
  }

  /** Whether all there is was seen. */
  private async lookFurther(sample: Sample): Promise<boolean> {
    if (this.isFull()) return false;
    if (await this.walkOn(sample)) return true;
    return !this.isFull() && (await this.gather(sample));
  }

  private async walk(far: Walk, bounds: Fragment[] = []): Promise<Step> {
    const statement = walk(this.asked, this.missing, far, bounds);
    const take = (on: On) => this.take(on, statement);
    const step = isByValues(this.asked.keys) ? await inOrderOfIndex(this.core, take) : await take(this.core);
    this.walked += step.seen;
    return step;
  }

  /** What the first rows tell; null where they were all. Of those sorted by time the last days are enough, or too few. */
  private async walkFirst(): Promise<Sample | null> {
    const bounds = this.spans?.latest ?? [];
    const days = await this.walk({ rows: FIRST_WALK }, bounds);
    const isEnough = days.seen === FIRST_WALK || bounds.length === 0;
    const step = isEnough ? days : await this.walk({ rows: FIRST_WALK });
    const begun = { ...step, first: days.first ?? step.first, seen: this.walked };
    this.spans?.begin(begun, this.wanted);
    return step.seen < FIRST_WALK ? null : new Sample(this.filters, step);
  }

  /** Walks on, if by what was seen the rest of the page is near. Whether that was all there is. */
  private async walkOn(sample: Sample): Promise<boolean> {
    const longest = this.spans ? LONGEST_WALK.beforeSpans : LONGEST_WALK.beforeAll;
    const next = sample.next(this.asked.inOrderBy, this.wanted, longest);
    if (!next) return false;
    const step = await this.walk(next);
    this.spans?.goOn(step);
    return step.seen < next.rows;
  }

  /** Whether what an index leads to was all there is. */
  private async gather(sample: Sample): Promise<boolean> {
    const indexed = this.filters.filter(({ isUnindexed }) => !isUnindexed);
    if (indexed.length === 0) return false;
    const { spans } = this;
    if (spans) return (await this.inTime('bitmaps', (on) => this.gatherSpans(on, spans, sample))) ?? false;
    // How many rows lie between two dates the planner knows; of what else there are too many, it may know the way, too.
    const areDates = indexed.every(({ boundOf }) => boundOf !== undefined);
    const isAll = !areDates && (await this.inTime('bitmaps', (on) => this.gatherRows(on, sample)));
    if (!isAll) await this.inTime('any', (on) => this.takeInOrder(on));
    return isAll ?? false;
  }

  private inTime<T>(plans: 'any' | 'bitmaps', work: (on: On) => Promise<T>): Promise<T | undefined> {
    return inTime(this.core, { milliseconds: STATEMENT_MS, plans }, work);
  }

  /** Whether they were not too many. */
  private async gatherRows(on: On, sample: Sample, bounds: Fragment[] = []): Promise<boolean> {
    const statement = gather(this.asked, this.missing, bounds, sample.asked());
    const { matched } = await this.take(on, statement, statement.most);
    return matched <= statement.most;
  }

  /** Span by span, until the page is full; where few match, all that is left at once, which tells how many they are. */
  private async gatherSpans(on: On, spans: Spans, sample: Sample): Promise<boolean> {
    while ((!this.isFull() || this.areFew()) && !this.isLate() && !spans.isTooShort) {
      if (this.areFew() && (this.isFull() || spans.tellOfRest)) spans.takeRest();
      const before = this.matched;
      const isTaken = await this.gatherRows(on, sample, spans.bounds);
      if (spans.isRest && (isTaken || this.isFull())) return isTaken;
      if (isTaken) this.missing = { ...this.missing, after: spans.pass(this.matched - before, this.wanted) };
      else spans.shorten();
    }
    return false;
  }

  private async takeInOrder(on: On): Promise<void> {
    const { text, values } = inOrder(this.asked, this.missing);
    const rows = await plannedRows<KeyColumns>(on, text, values);
    this.picked.push(...rows.map((row) => keysOf(row, this.asked.keys)));
    this.missing = { ...this.missing, rows: 0 };
  }

  /** Takes what a step found into the page; of too many rows in no order, nothing. */
  private async take(on: On, { text, values }: Statement, most = Number.POSITIVE_INFINITY): Promise<Step> {
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

  /** By the rows that were looked at, unless those are the ones of a rank. */
  private estimate(): Estimate | null {
    if (this.all === null) return null;
    if (this.spans) return this.spans.estimate(this.matched, this.all);
    if (this.asked.keys[0]?.ranked || this.matched < LEAST_KNOWN) return null;
    return { rows: Math.round((this.matched / this.walked) * this.all), of: this.all };
  }

  /** Whether all that match are worth to be gone through, to know how many they are. */
  private areFew(): boolean {
    const estimate = this.isFromStart ? this.estimate() : null;
    return estimate !== null && estimate.rows <= FEW;
  }

  private get isFromStart(): boolean {
    return this.asksFor.after === undefined;
  }

  private get filters(): readonly Part[] {
    return this.asked.conditions.othersThan((this.asked.keys[0] as SortKey).expression);
  }

  /** Rows that match and are still to be found: those that the page passes over, and its own. */
  private get wanted(): number {
    return this.missing.skip + this.missing.rows;
  }

  private isLate(): boolean {
    return performance.now() > this.until;
  }

  private isFull(): boolean {
    return this.missing.rows === 0;
  }

  /**
   * A list that is continued was not seen from its beginning.
   * @throws {AppError} VALIDATION_FAILED naming `page`, of one that is not begun when time is up
   */
  private found({ counted = null, stoppedAt = null }: Partial<Found>): Found {
    if (stoppedAt && this.missing.skip > 0) {
      throw invalid({ page: 'is further back than this search gets in its time: go on from page 1 with next_cursor' });
    }
    return {
      picked: this.picked,
      counted: this.isFromStart ? counted : null,
      estimate: this.estimate(),
      stoppedAt,
    };
  }
}
