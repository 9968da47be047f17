import type { PasswordQueue, PasswordQueues } from '../../src/services/core/access/password-queue.js';

/** What an address may have in the queue, and what may be there in all: two at work, and a hundred that wait. */
export const SHARE = 8;
export const AT_ONCE = 2;
const MOST = AT_ONCE + 100;

const OTHERS = Array.from({ length: Math.ceil(MOST / SHARE) }, (_, index) => `192.0.2.${index}`);

/** Work that stays in the queue, by these addresses, while something else is done. */
export async function whileQueued(queue: PasswordQueue, ips: string[], work: () => Promise<unknown>): Promise<void> {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const queued = ips.map((ip) => queue.run({ ip }, () => ended));
  try {
    await work();
  } finally {
    end();
    await Promise.all(queued);
  }
}

/** One's own share, while there is room for others. */
export const wholeShare = (ip: string): string[] => Array<string>(SHARE).fill(ip);

/** Everything that the queue takes, by others. */
export const wholeQueue: string[] = OTHERS.flatMap(wholeShare).slice(0, MOST);

/** Looks at each piece of work as it begins. Gives how many there were. */
export async function lookingAtEach(
  queues: PasswordQueues,
  look: () => Promise<void>,
  work: () => Promise<unknown>,
): Promise<number> {
  let count = 0;
  const all = Object.values(queues);
  for (const queue of all) {
    const run: PasswordQueue['run'] = (from, todo) =>
      Object.getPrototypeOf(queue).run.call(queue, from, async () => {
        count += 1;
        await look();
        return todo();
      });
    Object.assign(queue, { run });
  }
  try {
    await work();
  } finally {
    for (const queue of all) Reflect.deleteProperty(queue, 'run');
  }
  return count;
}
