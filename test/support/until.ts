import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds after which nothing is waited for any longer. */
const PATIENCE_MS = 30_000;

/** Waits until something is so, and fails if it never is. How long that takes is nobody's claim. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`In vain waited until ${what}`);
    await pause(10);
  }
}
