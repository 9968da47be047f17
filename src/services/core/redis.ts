import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import type * as RedisClient from '@redis/client';
import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import { MINUTE } from './durations.js';
import { NoAnswer, within } from './within.js';

/** Milliseconds that one answer may take. A slower Redis is none: what is asked of it can be had without it. */
const PATIENCE_MS = 250;

/** Milliseconds that it is left alone after it gave no answer, so that not everybody waits for one that hangs. */
const REST_MS = 1000;

/** Milliseconds without a word, also to a ping, after which a connection counts as dead. */
const SILENCE_MS = 2000;
const PING_EVERY_MS = 1000;

/** Milliseconds between two attempts to connect, and between two lines in the log that say that it is away. */
const RETRY_MS = 500;
const COMPLAIN_EVERY_MS = MINUTE;

/** The connection to Redis. Whoever asks it must be able to go on without it. */
export class Redis {
  private readonly client;
  private restsUntil = 0;
  private complainedAt = Number.NEGATIVE_INFINITY;

  constructor(
    { REDIS_URL, SECRETS_KEY }: Config,
    private readonly log: Logger,
  ) {
    // It takes a seventh of a second to load, which a start without Redis should not wait for.
    const { createClient } = createRequire(import.meta.url)('@redis/client') as typeof RedisClient;
    this.client = createClient({
      url: REDIS_URL as string,
      name: 'signalbox',
      // Several installations may share one Redis; the processes of one have the same key.
      keyPrefix: `signalbox:${createHmac('sha256', SECRETS_KEY).update('redis').digest('hex').slice(0, 12)}:`,
      // What cannot be asked at once is not asked at all.
      disableOfflineQueue: true,
      pingInterval: PING_EVERY_MS,
      socket: { connectTimeout: SILENCE_MS, socketTimeout: SILENCE_MS, reconnectStrategy: () => RETRY_MS },
    });
    this.client.on('error', (error) => this.complain(error));
    this.client.on('ready', () => this.log.info('redis: connected'));
  }

  /** Resolves when the first attempt has ended, well or not. It goes on trying by itself. */
  async connect(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.client.once('ready', resolve).once('error', () => resolve());
      this.client.connect().catch(() => resolve());
    });
  }

  /** Calls back whenever the connection is there, and again when it is there anew. */
  onConnected(listener: () => void): void {
    this.client.on('ready', listener);
  }

  get isConnected(): boolean {
    return this.client.isReady;
  }

  /** @throws {Error} when Redis is away, slow or unwilling */
  async ask<T>(question: (client: Redis['client']) => Promise<T>): Promise<T> {
    try {
      if (this.isResting) throw new NoAnswer('it gave no answer a moment ago');
      return await within(PATIENCE_MS, question(this.client));
    } catch (error) {
      this.complain(error);
      if (error instanceof NoAnswer && !this.isResting) this.restsUntil = performance.now() + REST_MS;
      throw error;
    }
  }

  private get isResting(): boolean {
    return performance.now() < this.restsUntil;
  }

  async answers(): Promise<boolean> {
    return this.ask((client) => client.ping()).then(
      () => true,
      () => false,
    );
  }

  close(): void {
    if (this.client.isOpen) this.client.destroy();
  }

  /** Not at every question: they are many, and one line says it. */
  private complain(error: unknown): void {
    if (performance.now() - this.complainedAt < COMPLAIN_EVERY_MS) return;
    this.complainedAt = performance.now();
    this.log.warn({ err: error }, 'redis: away or slow; it goes on without');
  }
}
