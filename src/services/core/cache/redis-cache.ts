import { randomUUID } from 'node:crypto';
import { DAY } from '../durations.js';
import type { Metrics } from '../metrics.js';
import type { Redis } from '../redis.js';
import type { Cache, Serialisable, Topic } from './cache.js';
import { OnceASecond } from './once-a-second.js';

/** A value and the generation of its topic when it was asked for: in another generation it tells nothing. */
type Kept = [generation: string | null, value: unknown];

/** Milliseconds that a generation is remembered; longer than any value lives. */
const GENERATION_LIFE_MS = DAY;

/**
 * Values in Redis, the same for all processes. A topic is dropped by giving it a new generation, so no message can be
 * missed, and what was loaded before a drop cannot come back after it. Without Redis every value is loaded.
 */
export class RedisCache implements Cache {
  private readonly loading = new Map<string, { topic: Topic; value: Promise<unknown> }>();
  /** New generations that Redis has not been told yet: this process does without the old one already. */
  private readonly untold = new Map<Topic, string>();
  private readonly outgoing = new OnceASecond((topic) => this.tell(topic));

  constructor(
    private readonly redis: Redis,
    private readonly reads: Metrics['cacheReads'],
  ) {
    redis.onConnected(() => {
      for (const topic of this.untold.keys()) this.outgoing.say(topic);
    });
  }

  get<T>(topic: Topic, key: string, milliseconds: number, load: () => Promise<T & Serialisable<T>>): Promise<T> {
    const name = `${topic}:${key}`;
    const loading = this.loading.get(name);
    if (loading) return loading.value as Promise<T>;
    const value = this.readOrLoad(topic, name, milliseconds, load);
    const entry = { topic, value };
    this.loading.set(name, entry);
    const end = () => this.loading.get(name) === entry && this.loading.delete(name);
    value.then(end, end);
    return value;
  }

  drop(topic: Topic): void {
    // A load that is under way may have read what was there before.
    for (const [name, loading] of this.loading) if (loading.topic === topic) this.loading.delete(name);
    this.untold.set(topic, randomUUID());
    this.outgoing.say(topic);
  }

  start(): Promise<void> {
    return this.redis.connect();
  }

  get isShared(): boolean {
    return this.redis.isConnected;
  }

  async close(): Promise<void> {
    await this.outgoing.close();
    this.redis.close();
  }

  private async readOrLoad<T>(topic: Topic, name: string, milliseconds: number, load: () => Promise<T>): Promise<T> {
    const untold = this.untold.get(topic);
    // What is loaded for a generation that only this process knows is kept apart from what the others still read.
    const place = untold ? `${name}:${untold}` : name;
    const found = await this.redis.ask((client) => client.mGet([generationOf(topic), place])).catch(() => undefined);
    const generation = untold ?? found?.[0] ?? null;
    const kept = found?.[1] ? (JSON.parse(found[1]) as Kept) : undefined;
    const isThere = kept !== undefined && kept[0] === generation;
    this.reads.inc({ topic, outcome: isThere ? 'hit' : 'miss' });
    if (isThere) return kept[1] as T;
    const value = await load();
    const text = JSON.stringify([generation, value] satisfies Kept);
    // Without an answer the generation is not known. Nobody waits for the value to be kept.
    if (found) void this.keep(place, text, milliseconds);
    return value;
  }

  private async keep(place: string, text: string, milliseconds: number): Promise<void> {
    const expiration = { type: 'PX', value: milliseconds } as const;
    await this.redis.ask((client) => client.set(place, text, { expiration })).catch(() => undefined);
  }

  /** What Redis could not be told is told when it is back. */
  private async tell(topic: Topic): Promise<void> {
    const generation = this.untold.get(topic);
    if (generation === undefined) return;
    const expiration = { type: 'PX', value: GENERATION_LIFE_MS } as const;
    try {
      await this.redis.ask((client) => client.set(generationOf(topic), generation, { expiration }));
      if (this.untold.get(topic) === generation) this.untold.delete(topic);
    } catch {
      if (this.redis.isConnected) this.outgoing.say(topic);
    }
  }
}

const generationOf = (topic: Topic): string => `generation:${topic}`;
