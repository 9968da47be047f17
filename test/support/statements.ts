import pg from 'pg';
import { proxy } from './world.js';

/** What begins and ends a transaction. */
const UNCOUNTED = /^\s*(START TRANSACTION|BEGIN|COMMIT|ROLLBACK)/i;

type Send = (this: pg.Client, config: string | { text: string }, ...others: unknown[]) => unknown;

/**
 * The statements that the app sends while this goes on, each text on one line. The app's connections are those through
 * the proxy: the tests' own go past it.
 */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
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
  return sent;
}
