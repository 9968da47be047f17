import type { EntityManager } from 'typeorm';
import type { Core } from '../core/core.js';
import { isBadValue, isDeadlock, translateDatabaseError } from '../core/database-errors.js';
import { AppError } from '../core/errors.js';
import { addCounts } from './event-counts.js';
import type { EventRow } from './normalise/normalise-event.js';

/** A row with who brought it. */
export interface ReceivedEvent extends EventRow {
  created_at: Date;
  api_key_id: string | null;
  request_id: string | null;
}

export type Written = 'accepted' | 'duplicate' | 'rejected';

interface Waiting {
  events: ReceivedEvent[];
  bytes: number;
  resolve: (written: Written[]) => void;
  reject: (error: unknown) => void;
}

const MIB = 1024 * 1024;

/** What one transaction takes at most, but for a single request that brings more. */
const FLUSH = { events: 1000, bytes: 16 * MIB };

/** What may wait in memory. More than the database takes in a few seconds makes senders wait longer for nothing. */
const MOST_WAITING = { events: 50_000, bytes: 128 * MIB };

/** Writes events: concurrent requests share one INSERT, and each is answered after the commit. */
export class EventWriter {
  private readonly waiting: Waiting[] = [];
  private readonly size = { events: 0, bytes: 0 };
  private isFlushing = false;

  constructor(
    private readonly db: Core['db'],
    private readonly metrics: Core['metrics'],
    private readonly onWritten: () => void,
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
    const { flushEvents, flushSeconds } = this.metrics;
    flushEvents.observe(batched.length);
    const endTimer = flushSeconds.startTimer();
    try {
      const written = await this.insertOrHalve(batched);
      this.onWritten();
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
    const insert = () => this.db.transaction((manager) => insertEvents(manager, events));
    try {
      return await insert();
    } catch (error) {
      if (!isDeadlock(error)) throw error;
      return insert();
    }
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

/** The text that search looks at is bounded: a tsvector holds 1 MB. */
const INSERT = `
  INSERT INTO events (id, source_event_id, account, region, source, detail_type, detail, resources, severity_level,
    title, fingerprint, source_state, published_at, created_at, updated_at, api_key_id, request_id, raw, search)
  SELECT id, source_event_id, account, region, source, detail_type, detail::jsonb,
    ARRAY(SELECT jsonb_array_elements_text(resources::jsonb)), severity_level,
    title, fingerprint, source_state, published_at, created_at, created_at, api_key_id, request_id, raw,
    to_tsvector('simple', left(concat_ws(' ', title, resources, detail), 100000))
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
    $9::smallint[], $10::text[], $11::text[], $12::text[], $13::timestamptz[], $14::timestamptz[], $15::uuid[],
    $16::text[], $17::text[])
    AS r (id, source_event_id, account, region, source, detail_type, detail, resources, severity_level,
      title, fingerprint, source_state, published_at, created_at, api_key_id, request_id, raw)
  ON CONFLICT (id) DO NOTHING
  RETURNING id`;

/** Inserts what is not there yet and counts it. The rows go in key order, so that two processes cannot wait for each other. */
async function insertEvents(manager: EntityManager, events: ReceivedEvent[]): Promise<Set<string>> {
  const sorted = [...events].sort((a, b) => (a.id < b.id ? -1 : 1));
  const column = (read: (event: ReceivedEvent) => unknown) => sorted.map(read);
  const returned = (await manager.query(INSERT, [
    column(({ id }) => id),
    column(({ source_event_id }) => source_event_id),
    column(({ account }) => account),
    column(({ region }) => region),
    column(({ source }) => source),
    column(({ detail_type }) => detail_type),
    column(({ detail }) => JSON.stringify(detail)),
    column(({ resources }) => JSON.stringify(resources)),
    column(({ severity_level }) => severity_level),
    column(({ title }) => title),
    column(({ fingerprint }) => fingerprint),
    column(({ source_state }) => source_state),
    column(({ published_at }) => published_at),
    column(({ created_at }) => created_at),
    column(({ api_key_id }) => api_key_id),
    column(({ request_id }) => request_id),
    column(({ raw }) => raw),
  ])) as { id: string }[];
  const inserted = new Set(returned.map(({ id }) => id));
  if (inserted.size > 0)
    await addCounts(
      manager,
      sorted.filter(({ id }) => inserted.has(id)),
      1,
    );
  return inserted;
}
