import { AppError } from '../errors.js';
import { type RequestInfo, requirePresent } from './actor.js';
import { countedAddress } from './client-address.js';

/** What one address may have in the queue, with what is being worked on. */
const SHARE = 8;

/** What may wait in all. */
const MOST_WAITING = 100;

/** Seconds that a password is taken to cost until it is known. */
const FIRST_GUESS = 0.25;

/**
 * Work on passwords, which costs a quarter of a second each: a few at a time, and those that wait take turns by address,
 * so that who asks often waits for themselves. Nobody holds a connection or a lock in it.
 */
export class PasswordQueue {
  /** By address, the one whose turn is next first. */
  private readonly lines = new Map<string, (() => void)[]>();
  private readonly shares = new Map<string, number>();
  private atWork = 0;
  private seconds = FIRST_GUESS;

  /** How many wait for their turn. */
  waiting = 0;

  constructor(private readonly atOnce: number) {}

  /**
   * Does the work when its turn comes, and not at all when the caller is gone by then.
   * @throws {AppError} RATE_LIMITED with the seconds to wait, when the address or the queue has too many
   */
  async run<Result>(request: Pick<RequestInfo, 'ip' | 'hasGone'>, work: () => Promise<Result>): Promise<Result> {
    const address = countedAddress(request.ip);
    const share = this.shares.get(address) ?? 0;
    const isBusy = this.atWork === this.atOnce;
    if (share === SHARE || (isBusy && this.waiting === MOST_WAITING)) throw this.tooMany();
    this.shares.set(address, share + 1);
    if (isBusy) await this.turnOf(address);
    else this.atWork += 1;
    try {
      requirePresent(request);
      return await this.timed(work);
    } finally {
      this.leave(address);
      this.callNext();
    }
  }

  private turnOf(address: string): Promise<void> {
    this.waiting += 1;
    return new Promise((resolve) => {
      this.lines.set(address, [...(this.lines.get(address) ?? []), resolve]);
    });
  }

  /** Hands the place over to the first of the next address, which then stands last. */
  private callNext(): void {
    const [next] = this.lines;
    if (!next) {
      this.atWork -= 1;
      return;
    }
    const [address, [begin, ...rest]] = next;
    this.lines.delete(address);
    if (rest.length > 0) this.lines.set(address, rest);
    this.waiting -= 1;
    begin?.();
  }

  private leave(address: string): void {
    const left = (this.shares.get(address) ?? 1) - 1;
    if (left > 0) this.shares.set(address, left);
    else this.shares.delete(address);
  }

  private async timed<Result>(work: () => Promise<Result>): Promise<Result> {
    const started = performance.now();
    const result = await work();
    this.seconds += ((performance.now() - started) / 1000 - this.seconds) / 8;
    return result;
  }

  /** By then what is here now is done. */
  private tooMany(): AppError {
    const retryAfter = Math.max(1, Math.ceil(((this.waiting + this.atWork) * this.seconds) / this.atOnce));
    return new AppError('RATE_LIMITED', { retryAfter, message: TOO_MANY });
  }
}

/** What each process has: scoring has a thread of its own, so that it keeps nobody's login waiting. */
export const createPasswordQueues = () => ({
  /** bcrypt works on libuv's four threads. The others are left to what shares them: compression, files and DNS. */
  hashing: new PasswordQueue(2),
  scoring: new PasswordQueue(1),
});

export type PasswordQueues = ReturnType<typeof createPasswordQueues>;

const TOO_MANY = 'Too many passwords wait to be checked. Wait a moment, then try again.';
