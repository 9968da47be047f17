import { expect } from 'chai';
import pg from 'pg';
import { TOPICS } from '../../src/services/core/cache/cache.js';
import { deps, proxy } from './world.js';

/** What begins and ends a transaction, and what the cookie store clears away by itself every quarter of an hour. */
const UNCOUNTED = /^\s*(START TRANSACTION|BEGIN|COMMIT|ROLLBACK|DELETE FROM "console_sessions" WHERE expire)/i;

type Send = (this: pg.Client, config: string | { text: string }, ...others: unknown[]) => unknown;

/**
 * Expects the app to send so many statements while this goes on, with nothing kept from before. The app's connections
 * are those through the proxy: the tests' own go past it.
 */
export async function expectStatements(makes: number, work: () => Promise<unknown>): Promise<void> {
  for (const topic of TOPICS) deps.cache.drop(topic);
  const sent: string[] = [];
  const prototype = pg.Client.prototype as unknown as { query: Send };
  const { query } = prototype;
  prototype.query = function (config, ...others) {
    const text = typeof config === 'string' ? config : config.text;
    if (this.port === proxy.port && !UNCOUNTED.test(text)) sent.push(text.replace(/\s+/g, ' ').trim());
    return query.call(this, config, ...others);
  };
  try {
    await work();
  } finally {
    prototype.query = query;
  }
  expect(sent, ['What was sent:', ...sent, ''].join('\n')).to.have.length(makes);
}
