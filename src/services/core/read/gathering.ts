import type { Core } from '../core.js';
import type { Fragment, Part } from './conditions.js';
import type { Findings } from './findings.js';
import { inTime } from './in-time.js';
import { rowsInOrder } from './page-statements.js';
import type { Spans } from './spans.js';
import type { On } from './sql.js';
import { type Asked, gather } from './steps.js';
import { STATEMENT_MS } from './walk-in-time.js';

/** How it stands with a page. */
export interface Outlook {
  /** Rows of the page are missing, or those after it that are counted. */
  readonly isMissing: boolean;
  /** So few match that all may be gone through. */
  readonly areFew: boolean;
  readonly isLate: boolean;
}

/** Milliseconds that a statement has however late it is. */
const LEAST_MS = 20;

type LookedUp = ReadonlySet<Part>;

/** Rows of a page that indexes lead to, taken into what was found of it. Each way tells whether they were all. */
export class Gathering {
  constructor(
    private readonly core: Core,
    private readonly asked: Asked,
    private readonly findings: Findings,
    private readonly until: number,
  ) {}

  /** All at once, unless they are too many. */
  all(lookedUp: LookedUp): Promise<boolean> {
    return this.inTime('bitmaps', (on) => this.take(on, lookedUp));
  }

  /** Those that are missing, by whatever way the planner knows to them in the order of the list. */
  inOrder(): Promise<boolean> {
    const { source } = this.asked;
    const idOnly = { ...source, select: `${source.id} AS id`, selectValues: [], joins: '' };
    const statement = rowsInOrder({ ...this.asked, source: idOnly }, this.findings.missing);
    return this.inTime('any', (on) => this.findings.takeMissing(on, statement));
  }

  /** Span by span, until the page is full; where few match, all that is left at once, which tells how many they are. */
  inSpans(spans: Spans, lookedUp: LookedUp, page: Outlook): Promise<boolean> {
    return this.inTime('bitmaps', async (on) => {
      while (page.isMissing && !page.isLate && !spans.isTooShort) {
        if (page.areFew && (this.findings.isFull || spans.tellOfRest)) spans.takeRest();
        const before = this.findings.matched;
        const isTaken = await this.take(on, lookedUp, spans.bounds);
        if (spans.isRest && (isTaken || this.findings.isFull || spans.mayHaveGap)) return isTaken;
        this.pass(spans, isTaken, before);
      }
      return false;
    });
  }

  private pass(spans: Spans, isTaken: boolean, before: number): void {
    if (isTaken) this.findings.goOnAfter(spans.pass(this.findings.matched - before, this.findings.wanted));
    else spans.shorten();
  }

  /** Whether they were not too many. */
  private async take(on: On, lookedUp: LookedUp, bounds: Fragment[] = []): Promise<boolean> {
    const statement = gather(this.asked, this.findings.missing, bounds, lookedUp);
    const { matched } = await this.findings.take(on, statement, statement.most);
    return matched <= statement.most;
  }

  private async inTime(plans: 'any' | 'bitmaps', work: (on: On) => Promise<boolean>): Promise<boolean> {
    const left = Math.round(this.until - performance.now());
    const milliseconds = Math.max(LEAST_MS, Math.min(left, STATEMENT_MS));
    return (await inTime(this.core, { milliseconds, plans }, work)) ?? false;
  }
}
