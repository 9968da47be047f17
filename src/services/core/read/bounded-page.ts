import type { Core } from '../core.js';
import type { Fragment, Part } from './conditions.js';
import { rowsBetween } from './day-counts.js';
import { Findings, type Found } from './findings.js';
import { Gathering, type Outlook } from './gathering.js';
import type { SortKey } from './order.js';
import { FIRST_WALK, Sample } from './sample.js';
import { areMany, Spans } from './spans.js';
import type { Asked, Missing, Walk } from './steps.js';
import { type Timed, timeOrderOf } from './time-order.js';
import { type Walked, walkInTime } from './walk-in-time.js';

/** Milliseconds that a page is looked for. */
export const LIMIT_MS = 200;

/**
 * Rows of a walk at most: where spans of time can be gathered, where only all that matches can, and where no index leads
 * to anything.
 */
const LONGEST_WALK = { beforeSpans: 1500, beforeAll: 5000, instead: 5000 };

/** Rows that match at most where all of them are gone through for their number. */
const FEW = 300;

/** What is known beside the rows. */
export interface Known {
  timed?: Timed | undefined;
  /** Nobody has to be told how many match. */
  isCounted?: boolean;
  /** When time is up. */
  until?: number;
}

/**
 * A page of rows, found in a time that has an end, whatever is asked for. The planner cannot know of a rare match whether
 * it is near; to walk in order until there are enough of them may mean to walk through everything. So only the first rows
 * are looked at in order, and of the rest those that an index leads to, which are few where walking would take long.
 */
export class BoundedPage implements Outlook {
  private readonly findings: Findings;
  private readonly gathering: Gathering;
  /** Whether all that match are counted, if they are few. */
  private readonly counts: boolean;
  private readonly until: number;
  private readonly spans: Spans | null;
  private sample: Sample | null = null;

  constructor(
    private readonly core: Core,
    private readonly asked: Asked,
    missing: Missing,
    private readonly known: Known,
  ) {
    const { timed, isCounted = false, until = performance.now() + LIMIT_MS } = known;
    this.counts = !isCounted && missing.after === undefined;
    this.until = until;
    this.findings = new Findings(asked.keys, missing);
    this.gathering = new Gathering(core, asked, this.findings, until);
    const order = this.areDates ? undefined : timeOrderOf(timed, asked.keys);
    const [first] = asked.keys as [SortKey];
    this.spans = timed && order ? new Spans({ ...timed, order }, first, missing.after, core.now()) : null;
  }

  /** @throws {AppError} VALIDATION_FAILED naming `page`, where time was up before that began; DATABASE_UNAVAILABLE */
  async find(): Promise<Found> {
    const sample = await this.walkFirst();
    if (!sample || (await this.lookFurther(sample))) return this.findings.whole(this.estimate());
    while (!this.findings.isFull) {
      if (this.isLate) return this.findings.stopped(this.estimate());
      if (await this.goOn()) return this.findings.whole(this.estimate());
    }
    return this.findings.full(this.estimate());
  }

  /** The page, if so few rows match that all are gathered at once; null otherwise. */
  async findAtOnce(sample: Sample): Promise<Found | null> {
    return (await this.gathering.all(sample.lookedUp())) ? this.findings.whole(null) : null;
  }

  /** Rows that match, of those that were looked at. */
  get matched(): number {
    return this.findings.matched;
  }

  /** Whether all there is was seen. */
  private async lookFurther(sample: Sample): Promise<boolean> {
    if (this.findings.isFull) return false;
    if (await this.walkOn(sample)) return true;
    return !this.findings.isFull && (await this.gather(sample));
  }

  private walk(far: Walk, bounds: Fragment[] = []): Promise<Walked> {
    return walkInTime(this.core, this.asked, this.findings, far, bounds);
  }

  /** What the first rows tell; null where they were all. Of those sorted by time the last days are enough, or too few. */
  async walkFirst(): Promise<Sample | null> {
    const bounds = this.spans?.latest ?? [];
    const days = await this.walk({ rows: FIRST_WALK }, bounds);
    const step = !days.isEnd || bounds.length === 0 ? days : await this.walk({ rows: FIRST_WALK });
    const seen = days === step ? step.seen : days.seen + step.seen;
    const begun = { first: days.first ?? step.first, last: step.last, seen, matched: this.findings.matched };
    this.spans?.begin(begun, this.findings.wanted);
    if (!step.isEnd) this.sample = new Sample(this.filters, step);
    return this.sample;
  }

  /** Goes on where indexes came to nothing: through more rows, which also tell anew where indexes may lead. */
  private async goOn(): Promise<boolean> {
    const step = await this.walk({ rows: LONGEST_WALK.instead });
    if (step.isEnd || this.findings.isFull || !this.spans) return step.isEnd;
    this.spans.beginAnew(step, this.findings.wanted);
    return await this.gather(new Sample(this.filters, step));
  }

  /** Walks on, if by what was seen the rest of the page is near. Whether that was all there is. */
  private async walkOn(sample: Sample): Promise<boolean> {
    const longest = this.spans ? LONGEST_WALK.beforeSpans : LONGEST_WALK.beforeAll;
    const { source, conditions, indexedInOrder } = this.asked;
    // What an index knows together is nearer by that than among the rows of one value.
    const isTogether = (source.together?.(conditions.parts).parts.length ?? 0) > 1;
    const next = sample.next(isTogether ? [] : indexedInOrder, this.findings.wanted, longest);
    if (!next) return false;
    const step = await this.walk(next);
    this.spans?.goOn(step);
    return step.isEnd;
  }

  /** Whether what an index leads to was all there is. */
  private async gather(sample: Sample): Promise<boolean> {
    if (this.indexed.length === 0) return false;
    if (this.spans) return this.gathering.inSpans(this.spans, sample.lookedUp(), this);
    // Of what there are too many, the planner may know the way, as it does between dates.
    return (!this.areDates && (await this.gathering.all(sample.lookedUp()))) || this.gathering.inOrder();
  }

  /** By the rows that were looked at; those of a rank tell nothing of others. */
  estimate(matched = this.findings.matched): Found['estimate'] {
    if (this.spans) return this.spans.estimate(matched);
    const share = this.asked.keys[0]?.ranked ? null : (this.sample?.matchedShare ?? null);
    if (share === null) return null;
    const { timed } = this.known;
    if (!timed) return { share };
    const all = rowsBetween(timed.days, timed.from, timed.until);
    return { rows: Math.round(share * all), areSpread: areMany(all) };
  }

  /** Whether all that match are worth to be gone through. */
  get areFew(): boolean {
    return this.spans !== null && this.spans.estimate(this.findings.matched).rows <= FEW;
  }

  /** Whether rows of the page are missing, or those after it that are counted. */
  get isMissing(): boolean {
    return !this.findings.isFull || (this.counts && this.areFew);
  }

  get isLate(): boolean {
    return performance.now() > this.until;
  }

  private get filters(): readonly Part[] {
    return this.asked.conditions.othersThan((this.asked.keys[0] as SortKey).expression);
  }

  private get indexed(): readonly Part[] {
    return this.filters.filter(({ isUnindexed }) => !isUnindexed);
  }

  /** How many rows lie between two dates the planner knows, and which way it is to them. */
  private get areDates(): boolean {
    return this.indexed.length > 0 && this.indexed.every(({ boundOf }) => boundOf !== undefined);
  }
}
