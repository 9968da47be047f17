import { DAY, MINUTE } from '../durations.js';
import type { Fragment } from './conditions.js';
import type { Estimate } from './list-total.js';
import type { SortKey } from './order.js';
import type { Step } from './steps.js';

/** Rows whose ids begin with a time, so that those of one time lie together, and what is known of all of them. */
export interface Timed {
  timeOf: (id: string) => number;
  /** When the partition of that time begins and ends: its indexes know nothing of times. */
  partitionOf: (time: number) => { from: number; until: number };
  /** The least id of that time, in milliseconds since 1970. */
  lowestOf: (time: number) => string;
  /** Rows in all. */
  countAll: () => Promise<number>;
  /** Milliseconds that the list is about at most. */
  length: number;
}

/** Rows that match and are hoped for at least: in the first span, and in one after spans that tell how many there are. */
const HOPED_FOR = { first: 100, next: 1500 };
/** Where none of the first rows matches, so many may be thought to. */
const LEAST = 0.3;
/** How much longer or shorter a span may be than the one before. */
const STEP = 8;
const SHORTEST = MINUTE;
/** What is longer goes on to the end of the list. */
const LONGEST = 120 * DAY;

/** What of the list is looked at first, lies in few partitions: to plan for all of them takes longer than to look. */
const LATEST = 8 * DAY;
/** No row is further ahead: a day, and what clocks may differ. */
const AHEAD = 2 * DAY;

/** Whether of so many rows in all those that match lie far apart. */
export const areMany = (all: number): boolean => all > 200_000;

/** Spans of time that follow each other in the direction of a list: each longer than the last, or a part of it. */
export class Spans {
  private begun: number;
  private from: number;
  private length = LATEST;
  /** As long as the next one may be, after one in which there were too many. */
  private longest = Number.POSITIVE_INFINITY;
  /** Rows a millisecond. */
  private density = 0;
  private passed = 0;

  constructor(
    private readonly timed: Timed,
    private readonly key: SortKey,
    private readonly after: readonly string[] | undefined,
    now: Date,
  ) {
    this.begun = after ? timed.timeOf(after[0] as string) : now.getTime() + AHEAD;
    this.from = this.begun;
  }

  /** Conditions of the rows of the first days; none where nobody knows when the list begins. */
  get latest(): Fragment[] {
    if (!this.after && !this.key.descending) return [];
    const start: Fragment[] = this.after ? [] : [this.beyond('<', this.begun)];
    return [...start, ...this.bounds];
  }

  /** Takes note of the rows that were looked at first: spans begin after them, and so many rows are wanted of them. */
  begin({ first, last, seen, matched }: Pick<Step, 'first' | 'last' | 'seen' | 'matched'>, wanted: number): void {
    if (!first || !last) return;
    this.begun = this.timed.timeOf(first[0] as string);
    this.from = this.timed.timeOf(last[0] as string);
    const passed = Math.max(Math.abs(this.begun - this.from), 1);
    this.density = seen / passed;
    this.length = (passed * Math.max(wanted, HOPED_FOR.first)) / Math.max(matched, LEAST);
  }

  /** Goes on after more rows that were looked at. */
  goOn({ last }: Pick<Step, 'last'>): void {
    if (last) this.from = this.timed.timeOf(last[0] as string);
  }

  /** Whether this one is all that is left. */
  get isRest(): boolean {
    return this.length > LONGEST;
  }

  get isTooShort(): boolean {
    return this.length < SHORTEST;
  }

  /** Conditions of the rows that lie in it, beside that they come after those before. */
  get bounds(): Fragment[] {
    return this.isRest ? [] : [this.beyond(this.key.descending ? '>=' : '<', this.end)];
  }

  /** Passes over it, in which so many matched, and so many more are wanted; gives the keys after which the next begins. */
  pass(matched: number, wanted: number): string[] {
    const { end } = this;
    const factor = Math.max(Math.min(Math.max(wanted, HOPED_FOR.next) / Math.max(matched, 1), STEP), 1 / STEP);
    this.length = Math.min(Math.abs(end - this.from) * factor, this.longest);
    this.longest *= 2;
    this.passed += 1;
    this.from = end;
    return [this.timed.lowestOf(this.from)];
  }

  /** Whether all that is left may be thought to be as those that were passed. */
  get tellOfRest(): boolean {
    return this.passed > 0 && this.longest === Number.POSITIVE_INFINITY;
  }

  /** Makes the next one all that is left. */
  takeRest(): void {
    this.length = Number.POSITIVE_INFINITY;
  }

  shorten(): void {
    this.length = Math.min(this.length, LONGEST) / STEP;
    this.longest = this.length;
  }

  /** How many rows match of all that there are, if they lie everywhere as they did so far. */
  estimate(matched: number, of: number): Estimate {
    const passed = Math.max(Math.abs(this.begun - this.from), 1);
    const all = Math.min(of / this.density, this.timed.length);
    const rows = this.density === 0 ? matched : Math.round(matched * Math.max(1, all / passed));
    return { rows, areSpread: areMany(of) };
  }

  /** Of one that is a good part of a partition, where that ends: its rows are found together, and need be only once. */
  private get end(): number {
    const { descending } = this.key;
    const end = Math.max(0, Math.round(this.from + (descending ? -this.length : this.length)));
    const { from, until } = this.timed.partitionOf(end);
    if (this.length < (until - from) / STEP) return end;
    return descending ? from : until;
  }

  private beyond(operator: '<' | '>=', time: number): Fragment {
    return [`${this.key.expression} ${operator} ?`, this.timed.lowestOf(time)];
  }
}
