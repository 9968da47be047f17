import type { Logger } from 'pino';

/** What was started, to be stopped in the opposite order. */
export class Parts {
  isStopping = false;
  private readonly stops: (() => Promise<unknown>)[] = [];

  constructor(private readonly log: Logger) {}

  /** Notes how to stop a part before it has started, so that a stop that comes meanwhile waits and stops it too. */
  async add<Part>(starting: Promise<Part>, stop: (part: Part) => Promise<unknown>): Promise<Part> {
    // What never started needs no stop; its error is told where it was awaited.
    this.stops.unshift(() => starting.then(stop, () => undefined));
    return starting;
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    for (const stop of this.stops) {
      await stop().catch((error) => this.log.error({ err: error }, 'a part did not stop cleanly'));
    }
  }
}
