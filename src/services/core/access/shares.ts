import { AppError } from '../errors.js';
import { type Caller, requirePresent } from './actor.js';

/** Calls of one caller that may wait for those before them. */
const MOST_WAITING = 200;

type Sender = Pick<Caller, 'actor' | 'request'>;

interface Line {
  atWork: number;
  waiting: (() => void)[];
}

/**
 * What one caller, a user or a key, has done at once: who asks for more waits for themselves. Forty calls that wait for
 * the lock of one record would otherwise hold all connections, and keep everybody else from theirs. Each process has one.
 */
export class Shares {
  private readonly lines = new Map<string, Line>();

  /** @param connections that the process has: a caller may have a third as many calls in work */
  constructor(private readonly connections: number) {}

  /**
   * Does the work when what the caller began before leaves room for it, and not at all when they have hung up by then.
   * Of strangers nobody knows which calls are whose.
   * @throws {AppError} RATE_LIMITED when too many of the caller's calls wait
   */
  async run<Result>({ actor, request }: Sender, work: () => Promise<Result>): Promise<Result> {
    if (!('id' in actor)) return work();
    const line = this.lines.get(actor.id) ?? { atWork: 0, waiting: [] };
    if (line.waiting.length === MOST_WAITING) throw new AppError('RATE_LIMITED', { retryAfter: 1, message: TOO_MANY });
    this.lines.set(actor.id, line);
    if (line.atWork < Math.max(1, Math.floor(this.connections / 3))) line.atWork += 1;
    else await new Promise<void>((resolve) => line.waiting.push(resolve));
    try {
      requirePresent(request);
      return await work();
    } finally {
      this.leave(actor.id, line);
    }
  }

  /** Hands the place over to who waits longest. */
  private leave(id: string, line: Line): void {
    const next = line.waiting.shift();
    if (next) next();
    else line.atWork -= 1;
    if (line.atWork === 0) this.lines.delete(id);
  }
}

const TOO_MANY = 'Too many of your requests wait for each other. Wait a moment, then try again.';
