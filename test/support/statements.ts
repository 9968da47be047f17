import { expect } from 'chai';
import { sentBy } from '../../bench/lists/plans.js';
import { TOPICS } from '../../src/services/core/cache/cache.js';
import { deps, proxy } from './world.js';

/** What begins and ends a transaction, and what the cookie store clears away by itself every quarter of an hour. */
const UNCOUNTED = /^\s*(START TRANSACTION|BEGIN|COMMIT|ROLLBACK|DELETE FROM "console_sessions" WHERE expire)/i;

/**
 * Expects the app to send so many statements while this goes on, with nothing kept from before. The app's connections
 * are those through the proxy: the tests' own go past it.
 */
export async function expectStatements(makes: number, work: () => Promise<unknown>): Promise<void> {
  for (const topic of TOPICS) deps.cache.drop(topic);
  const all = await sentBy(work, ({ port }) => port === proxy.port);
  const sent = all.map(({ text }) => text.replace(/\s+/g, ' ').trim()).filter((text) => !UNCOUNTED.test(text));
  expect(sent, ['What was sent:', ...sent, ''].join('\n')).to.have.length(makes);
}
