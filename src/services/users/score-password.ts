import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** What the thread is asked: the password, and words that a guesser of it would try first. */
export interface Scoring {
  password: string;
  near: string[];
}

/** Zxcvbn's 0 to 4, and what is wrong with the password, if it knows. */
export interface Score {
  score: number;
  warning: string | null;
}

let thread: Worker | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * How hard a password is to guess. The scorer looks for words in every part of it and of its variants, which takes up to
 * two seconds for 72 characters, and half a second to begin with: so it has a thread of its own, which is
 * started for the first password and asked for one at a time.
 */
export function scorePassword(password: string, near: string[]): Promise<Score> {
  const score = last.then(() => ask({ password, near }));
  last = score.catch(() => undefined);
  return score;
}

async function ask(scoring: Scoring): Promise<Score> {
  thread ??= startThread();
  thread.postMessage(scoring);
  const [score] = await once(thread, 'message');
  return score as Score;
}

function startThread(): Worker {
  const started = new Worker(new URL('./score-password.thread.js', import.meta.url));
  // It keeps no process alive. One that died is started anew for the next password.
  started.unref();
  started.once('error', () => {
    thread = undefined;
  });
  return started;
}
