import { createHash } from 'node:crypto';
import type { Suite } from 'mocha';

const place = (title: string): string => createHash('sha256').update(`${process.env.TEST_SEED} ${title}`).digest('hex');

const byPlace = (a: { title: string }, b: { title: string }): number => (place(a.title) < place(b.title) ? -1 : 1);

/** Puts the tests below a suite into the order that the seed gives, so that none can lean on the one before it. */
export function orderBySeed(suite: Suite): void {
  suite.tests.sort(byPlace);
  suite.suites.sort(byPlace);
  for (const inner of suite.suites) orderBySeed(inner);
}
