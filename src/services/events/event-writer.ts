import { transact } from '../core/connection.js';
import type { Core } from '../core/core.js';
import { isBadValue, isDeadlock, translateDatabaseError } from '../core/database-errors.js';
import { AppError } from '../core/errors.js';
import type { On } from '../core/read/sql.js';
import { tellUnexpected } from '../core/unexpected.js';
import { insertEvents, type ReceivedEvent } from './insert-events.js';

export const WRITTEN = ['accepted', 'duplicate', 'rejected'] as const;
export type Written = (typeof WRITTEN)[number];

interface Waiting {
  events: ReceivedEvent[];
  bytes: number;
  resolve: (written: Written[]) => void;
  reject: (error: unknown) => void;
}

const MIB = 1024 * 1024;

/** What one transaction takes at most, but for a single request that brings more. */
const FLUSH = { events: 1000, bytes: 6 * MIB };

/** What may wait in memory. More than the database takes in a few seconds makes senders wait longer for nothing. */
const MOST_WAITING = { events: 50_000, bytes: 128 * MIB };

/** What else happens when events are new. */
export interface Reactions {
  /** In their transaction, last of all: what it waits for, all writers wait for. */
  onInserted: (on: On, events: ReceivedEvent[]) => Promise<void>;
  /** Once they are there for others to see. */
  onCommitted: (events: ReceivedEvent[]) => void;
}

/** Writes events: concurrent requests share one INSERT, and each is answered after the commit. */
export class EventWriter {
  private readonly waiting: Waiting[] = [];
  private readonly size = { events: 0, bytes: 0 };
  private isFlushing = false;

  constructor(
    private readonly core: Core,
    private readonly react: Reactions,
  ) {}

  /**
   * What became of each event, once it is safe. `bytes` is how much they take.
   * @throws {AppError} OVERLOADED, DATABASE_UNAVAILABLE
   */
  write(events: ReceivedEvent[], bytes: number): Promise<Written[]> {
    const isTooMany = this.size.events + events.length > MOST_WAITING.events;
    if (isTooMany || this.size.bytes + bytes > MOST_WAITING.bytes) throw new AppError('OVERLOADED', { retryAfter: 2 });
    return new Promise((resolve, reject) => {
      this.waiting.push({ events, bytes, resolve, reject });
      this.size.events += events.length;
      this.size.bytes += bytes;
      if (!this.isFlushing) void this.flushAll();
    });
  }

  /** How many events wait in memory to be written. */
  get waitingEvents(): number {
    return this.size.events;
  }

  private async flushAll(): Promise<void> {
    this.isFlushing = true;
    while (this.waiting.length > 0) await this.flush(this.nextBatch());
    this.isFlushing = false;
  }

  private nextBatch(): Waiting[] {
    const batch: Waiting[] = [];
    const taken = { events: 0, bytes: 0 };
    for (let next = this.waiting[0]; next && (batch.length === 0 || fits(taken, next)); next = this.waiting[0]) {
      this.waiting.shift();
      batch.push(next);
      taken.events += next.events.length;
      taken.bytes += next.bytes;
    }
    this.size.events -= taken.events;
    this.size.bytes -= taken.bytes;
    return batch;
  }

  private async flush(batch: Waiting[]): Promise<void> {
    const batched = firstOfEach(batch.flatMap(({ events }) => events));
    const { flushEvents, flushSeconds } = this.core.metrics;
    flushEvents.observe(batched.length);
    const endTimer = flushSeconds.startTimer();
    try {
      const written = await this.insertOrHalve(batched);
      for (const { events, resolve } of batch) {
        resolve(events.map(({ id }) => takeOnce(written, id)));
      }
    } catch (error) {
      for (const { reject } of batch) reject(translateDatabaseError(error));
    } finally {
      endTimer();
    }
  }

  /** Of two transactions that wait for each other, the database ends one: it may try again at once. */
  private async insertOrRetry(events: ReceivedEvent[]): Promise<Set<string>> {
    const insert = () => transact(this.core, (manager) => this.insertAndReact({ manager }, events));
    const inserted = await insert().catch((error) => {
      if (!isDeadlock(error)) throw error;
      return insert();
    });
    this.tellCommitted(inserted);
    return new Set(inserted.map(({ id }) => id));
  }

  /** The events are safe: what fails now is told, but takes nothing back. */
  private tellCommitted(events: ReceivedEvent[]): void {
    try {
      if (events.length > 0) this.react.onCommitted(events);
    } catch (error) {
      void tellUnexpected(this.core, error, { where: 'after-commit' }, 'what follows on new events failed');
    }
  }

  /** The events that are new. They go in key order, so that two processes cannot wait for each other. */
  private async insertAndReact(on: On, events: ReceivedEvent[]): Promise<ReceivedEvent[]> {
    const sorted = [...events].sort((a, b) => (a.id < b.id ? -1 : 1));
    const ids = await insertEvents(on, sorted);
    const inserted = sorted.filter(({ id }) => ids.has(id));
    if (inserted.length > 0) await this.react.onInserted(on, inserted);
    return inserted;
  }

  /** One event that the database refuses must not cost the others: halve until it stands alone. */
  private async insertOrHalve(events: ReceivedEvent[]): Promise<Map<string, Written>> {
    try {
      const inserted = await this.insertOrRetry(events);
      return new Map(events.map(({ id }) => [id, inserted.has(id) ? 'accepted' : 'duplicate']));
    } catch (error) {
      if (!isBadValue(error)) throw error;
      if (events.length === 1) return new Map(events.map(({ id }) => [id, 'rejected']));
      const half = Math.ceil(events.length / 2);
      const first = await this.insertOrHalve(events.slice(0, half));
      const second = await this.insertOrHalve(events.slice(half));
      return new Map([...first, ...second]);
    }
  }
}

const fits = (taken: typeof FLUSH, { events, bytes }: Waiting): boolean =>
  taken.events + events.length <= FLUSH.events && taken.bytes + bytes <= FLUSH.bytes;

/** Of several events with one id, the first. */
function firstOfEach(events: ReceivedEvent[]): ReceivedEvent[] {
  const byId = new Map<string, ReceivedEvent>();
  for (const event of events) if (!byId.has(event.id)) byId.set(event.id, event);
  return [...byId.values()];
}

/** The first of several of one id is the accepted one; the others are duplicates of it. */
function takeOnce(written: Map<string, Written>, id: string): Written {
  const outcome = written.get(id) ?? 'duplicate';
  if (outcome === 'accepted') written.set(id, 'duplicate');
  return outcome;
}
