import { DAY, MINUTE } from '../durations.js';
import type { Fragment } from './conditions.js';
import { foreignCursor } from './cursor.js';
import { rowsBetween } from './day-counts.js';
import type { Estimate } from './list-total.js';
import type { SortKey } from './order.js';
import { MOST_GATHERED, type Step } from './steps.js';
import type { Timed, TimeOrder } from './time-order.js';

/** Rows that match and are hoped for at least: in the first span, and in one after spans that tell how many there are. */
const HOPED_FOR = { first: 100, next: 1500 };
/** Of many that are wanted, such a part is aimed at first: a span with too many is gone through for nothing. */
const AIM = 0.8;
/** Where none of the first rows matches, so many may be thought to: the first span is to be long, but not all there is. */
const UNSEEN = 0.3;
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

/** Spans of time that follow each other in the direction of a list, each as long as those before make matches near. */
export class Spans {
  private from: number;
  private length = LATEST;
  /** As long as the next one may be, after one in which there were too many. */
  private longest = Number.POSITIVE_INFINITY;
  /** The first rows that were looked at, and the time that they reach to: of what lies further, days' counts tell. */
  private seen = 0;
  private walkedTo: number;
  /** How many times as long the next one may be, to end where a partition does, without too many in it. */
  private stretch = STEP;
  private passed = 0;

  constructor(
    private readonly timed: Timed & { order: TimeOrder },
    private readonly key: SortKey,
    private readonly after: readonly string[] | undefined,
    now: Date,
  ) {
    this.from = after ? this.timeOf(after) : now.getTime() + AHEAD;
    this.walkedTo = this.from;
    if (Number.isNaN(this.from)) throw foreignCursor();
  }

  /** Conditions of the rows of the first days; none where nobody knows when the list begins. */
  get latest(): Fragment[] {
    if (!this.after && !this.key.descending) return [];
    const start: Fragment[] = this.after ? [] : [this.beyond('<', this.from)];
    return [...start, ...this.bounds];
  }

  /** Takes note of the rows that were looked at first: spans begin after them, and so many rows are wanted of them. */
  begin({ first, last, seen, matched }: Pick<Step, 'first' | 'last' | 'seen' | 'matched'>, wanted: number): void {
    if (!first || !last) return;
    this.from = this.timeOf(last);
    this.walkedTo = this.from;
    this.seen = seen;
    this.aim(Math.max(Math.abs(this.timeOf(first) - this.from), 1), matched, wanted);
  }

  /** Begins anew after more rows that were looked at: there may have been a gap of years before. */
  beginAnew({ first, last, matched }: Pick<Step, 'first' | 'last' | 'matched'>, wanted: number): void {
    if (!first || !last) return;
    this.from = this.timeOf(last);
    this.aim(Math.abs(this.timeOf(first) - this.from), matched, wanted);
    this.longest = Number.POSITIVE_INFINITY;
    this.passed = 0;
  }

  /** Goes on after more rows that were looked at. */
  goOn({ last }: Pick<Step, 'last'>): void {
    if (last) this.from = this.timeOf(last);
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
    const hopedFor = Math.max(wanted, HOPED_FOR.next);
    const factor = Math.max(Math.min(hopedFor / Math.max(matched, 1), STEP), 1 / STEP);
    this.stretch = stretchOf(hopedFor, wanted);
    this.length = Math.min(Math.abs(end - this.from) * factor, this.longest);
    this.longest *= 2;
    this.passed += 1;
    this.from = end;
    return this.timed.order.keysAt(this.from);
  }

  /** Whether all that is left may be thought to be as those that were passed. */
  get tellOfRest(): boolean {
    return this.passed > 0 && this.longest === Number.POSITIVE_INFINITY;
  }

  /** Whether there may be years without rows ahead: of the oldest rows are those that devices without a clock sent. */
  get mayHaveGap(): boolean {
    return !this.key.descending;
  }

  /** Makes the next one all that is left. */
  takeRest(): void {
    this.length = Number.POSITIVE_INFINITY;
  }

  shorten(): void {
    this.length = Math.min(this.length, LONGEST) / STEP;
    this.longest = this.length;
  }

  /** How many rows match of all that the list is about, if of those ahead as many do as of those that were passed. */
  estimate(matched: number): Estimate {
    const { days, from, until } = this.timed;
    const all = rowsBetween(days, from, until);
    const [earlier, later] = [this.walkedTo, this.from].sort((a, b) => a - b) as [number, number];
    const passed = Math.max(this.seen + rowsBetween(days, earlier, later), matched, 1);
    return { rows: Math.round((matched / passed) * Math.max(all, passed)), areSpread: areMany(all) };
  }

  /** Of one that is a good part of a partition, where that ends: its rows are found together, and need be only once. */
  private get end(): number {
    const { descending } = this.key;
    const end = Math.max(0, Math.round(this.from + (descending ? -this.length : this.length)));
    const partition = this.timed.order.partitionOf?.(end);
    if (!partition || this.length < (partition.until - partition.from) / STEP) return end;
    const edge = descending ? Math.max(0, partition.from) : partition.until;
    return Math.abs(edge - this.from) > this.length * this.stretch ? end : edge;
  }

  /** At a span as long as it takes for what is wanted to match, where so many did in a time. */
  private aim(passed: number, matched: number, wanted: number): void {
    const hopedFor = Math.max(wanted * AIM, HOPED_FOR.first);
    // Rows of one moment tell little.
    this.length = Math.max((passed * hopedFor) / Math.max(matched, UNSEEN), SHORTEST);
    this.stretch = stretchOf(hopedFor, wanted);
  }

  private timeOf(keys: readonly string[]): number {
    return this.timed.order.timeOf(keys[0] as string);
  }

  private beyond(operator: '<' | '>=', time: number): Fragment {
    return [`${this.key.expression} ${operator} ?`, this.timed.order.keysAt(time)[0]];
  }
}

const stretchOf = (hopedFor: number, wanted: number): number => (wanted + AIM * MOST_GATHERED) / hopedFor;
