import type { Logger } from 'pino';

/** What was started, to be stopped in the opposite order. */
export class Parts {
  private readonly stopBegins = new AbortController();
  /** Aborts when the stop begins. */
  readonly stopping = this.stopBegins.signal;
  private readonly stops: (() => Promise<unknown>)[] = [];

  constructor(private readonly log: Logger) {}

  get isStopping(): boolean {
    return this.stopping.aborted;
  }

  /** Notes how to stop a part before it has started, so that a stop that comes meanwhile waits and stops it too. */
  async add<Part>(starting: Promise<Part>, stop: (part: Part) => Promise<unknown>): Promise<Part> {
    // What never started needs no stop; its error is told where it was awaited.
    this.stops.unshift(() => starting.then(stop, () => undefined));
    return starting;
  }

  async stop(): Promise<void> {
    this.stopBegins.abort();
    for (const stop of this.stops) {
      await stop().catch((error) => this.log.error({ err: error }, 'a part did not stop cleanly'));
    }
  }
}
