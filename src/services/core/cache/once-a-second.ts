import type { Topic } from './cache.js';

const SECOND_MS = 1000;

/** Tells of a topic at once, and then at most once a second: ingest changes the figures many times in one. */
export class OnceASecond {
  /** Topics that were told of within the last second, and whether there is more to tell. */
  private readonly told = new Map<Topic, { again: boolean; timer: NodeJS.Timeout }>();

  constructor(private readonly tell: (topic: Topic) => Promise<void>) {}

  say(topic: Topic): void {
    const told = this.told.get(topic);
    if (told) told.again = true;
    else void this.sayNow(topic);
  }

  /** Says what still waits to be said. */
  async close(): Promise<void> {
    const waiting = [...this.told];
    this.told.clear();
    for (const [, { timer }] of waiting) clearTimeout(timer);
    await Promise.all(waiting.filter(([, { again }]) => again).map(([topic]) => this.tell(topic)));
  }

  private sayNow(topic: Topic): Promise<void> {
    const timer = setTimeout(() => this.afterASecond(topic), SECOND_MS).unref();
    this.told.set(topic, { again: false, timer });
    return this.tell(topic);
  }

  private afterASecond(topic: Topic): void {
    const again = this.told.get(topic)?.again;
    this.told.delete(topic);
    if (again) void this.sayNow(topic);
  }
}
