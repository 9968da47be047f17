import { LRUCache } from 'lru-cache';
import type { Core } from '../core.js';
import type { Metrics } from '../metrics.js';
import { type Cache, type Serialisable, TOPICS, type Topic } from './cache.js';
import type { DropMessages } from './drop-messages.js';

interface Entry {
  from: number;
  until: number;
  value: Promise<unknown>;
}

/** Entries of a topic. The longest timelines take some 700 kB each. */
const MOST_ENTRIES = 100;

/** Milliseconds that a value lives where a drop in another process would not be heard. */
const SHORT_LIFE_MS = 1000;

/** Values in this process. Other processes say what they drop through the database. */
export class MemoryCache implements Cache {
  private readonly topics = new Map(TOPICS.map((topic) => [topic, new LRUCache<string, Entry>({ max: MOST_ENTRIES })]));

  constructor(
    /** The clock that the figures themselves are made by: where it is set, what was kept is of another time. */
    private readonly now: Core['now'],
    private readonly messages: DropMessages,
    private readonly reads: Metrics['cacheReads'],
  ) {
    messages.onDrop = (topic) => this.forget(topic);
  }

  get<T>(topic: Topic, key: string, milliseconds: number, load: () => Promise<T & Serialisable<T>>): Promise<T> {
    const entries = this.entriesOf(topic);
    const now = this.now().getTime();
    const kept = entries.get(key);
    const isThere = kept !== undefined && kept.from <= now && now < kept.until;
    this.reads.inc({ topic, outcome: isThere ? 'hit' : 'miss' });
    if (isThere) return kept.value as Promise<T>;
    const life = this.isShared ? milliseconds : Math.min(milliseconds, SHORT_LIFE_MS);
    const entry = { from: now, until: now + life, value: load() };
    entries.set(key, entry);
    entry.value.catch(() => entries.peek(key) === entry && entries.delete(key));
    return entry.value;
  }

  drop(topic: Topic): void {
    this.forget(topic);
    this.messages.say(topic);
  }

  start(): Promise<void> {
    return this.messages.start();
  }

  get isShared(): boolean {
    return this.messages.areHeard;
  }

  close(): Promise<void> {
    return this.messages.close();
  }

  /** A load that is under way is forgotten, too: it may have read what was there before. */
  private forget(topic: Topic): void {
    this.entriesOf(topic).clear();
  }

  private entriesOf(topic: Topic): LRUCache<string, Entry> {
    return this.topics.get(topic) as LRUCache<string, Entry>;
  }
}
