import { randomUUID } from 'node:crypto';
import { Client, type Pool } from 'pg';
import type { Logger } from 'pino';
import { within } from '../within.js';
import { TOPICS, type Topic } from './cache.js';
import { OnceASecond } from './once-a-second.js';

const CHANNEL = 'signalbox_cache';

/** Milliseconds between two probes, and that one may take. */
const PROBE_EVERY_MS = 15_000;
const PATIENCE_MS = 2000;

/**
 * What the processes on one database tell each other through LISTEN and NOTIFY: who says it, and the topic that it has
 * dropped. Behind a pooler LISTEN succeeds and hears nothing, and a connection can die without a word. So each says
 * something to itself now and then: what does not arrive then would not arrive from the others either.
 */
export class DropMessages {
  areHeard = false;
  onDrop: (topic: Topic) => void = () => undefined;
  private readonly id = randomUUID();
  private readonly outgoing = new OnceASecond((topic) => this.notify(topic));
  private timer: NodeJS.Timeout | undefined;
  private listener: Client | undefined;
  private isChecking = false;
  private onEcho: (word: string) => void = () => undefined;

  constructor(
    private readonly pool: Pool,
    private readonly log: Logger,
  ) {}

  /** Resolves when the first probe has arrived, or has not. From then on it mends itself. */
  async start(): Promise<void> {
    this.timer = setInterval(() => void this.check(), PROBE_EVERY_MS).unref();
    await this.check();
    if (!this.areHeard) this.log.info('cache: NOTIFY does not arrive (a pooler between?), so values live a second');
  }

  /** Nothing before the start: tests and tools have nobody to talk to. */
  say(topic: Topic): void {
    if (this.timer) this.outgoing.say(topic);
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.outgoing.close();
    this.stopListening();
  }

  private async check(): Promise<void> {
    if (this.isChecking) return;
    this.isChecking = true;
    const isHeard = await this.probe().catch((error) => this.log.debug({ err: error }, 'cache: no probe arrived'));
    this.isChecking = false;
    // A stop may have come meanwhile.
    if (isHeard && this.listener && this.timer) this.areHeard = true;
    else this.stopListening();
  }

  /** Sent by another connection than the one that listens: alone it would hear itself even behind a pooler. */
  private async probe(): Promise<true> {
    const listener = this.listener ?? this.newListener();
    const probe = randomUUID();
    const arrival = new Promise<void>((arrived) => {
      this.onEcho = (word) => word === probe && arrived();
    });
    if (listener !== this.listener) {
      this.listener = listener;
      await listener.connect();
      await listener.query(`LISTEN ${CHANNEL}`);
    }
    await within(PATIENCE_MS, Promise.all([arrival, this.notify(probe)]));
    return true;
  }

  private newListener(): Client {
    const { options } = this.pool;
    // A pool hides its password from those who copy its options.
    const listener = new Client({ ...options, password: options.password, application_name: 'signalbox-cache' });
    const gone = () => listener === this.listener && this.stopListening();
    listener.on('error', gone).on('end', gone);
    return listener.on('notification', ({ payload = '' }) => this.hear(payload));
  }

  /** What is said from now on is not heard, so what is kept may be out of date without a word. */
  private stopListening(): void {
    const { listener } = this;
    this.listener = undefined;
    this.areHeard = false;
    for (const topic of TOPICS) this.onDrop(topic);
    listener?.end().catch(() => undefined);
  }

  private hear(payload: string): void {
    const [from, word = ''] = payload.split(' ');
    if (from === this.id) this.onEcho(word);
    else for (const topic of TOPICS) if (topic === word) this.onDrop(topic);
  }

  private async notify(word: string): Promise<void> {
    try {
      await this.pool.query('SELECT pg_notify($1, $2)', [CHANNEL, `${this.id} ${word}`]);
    } catch (error) {
      // The others see it when their values have run out.
      this.log.warn({ err: error }, 'cache: the other processes could not be told');
    }
  }
}
