import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { logIn, logInToConsole, send, type Target } from '../client.js';
import { ADMIN } from './fill-others.js';
import type { Query } from './queries.js';

const MAIN = path.resolve(import.meta.dirname, '../../src/main.js');

/** Secrets of a server that nobody but the bench talks to, and that is gone with it. */
const SECRET = 'measured by the bench and by nobody else 0123456789';

/** Milliseconds after which a query has been run often enough, however slow it is. */
const LONGEST_MS = 30_000;

/** A list's page, as far as the bench says what it is. */
interface Page {
  items: unknown[];
  total: number;
  total_is_estimate?: true;
  stopped_early?: true;
}

/** The same of the console's. */
interface ConsolePage {
  records: unknown[];
  meta: { total: number };
}

/**
 * Prints the median and the 99th percentile of each query in milliseconds, at one connection, and the median as a
 * multiple of the first query's. Whether all are within their budgets.
 */
export async function measureAll(url: string, queries: Query[], runs: number): Promise<boolean> {
  const { server, base } = await startServer(url);
  try {
    const api = await logIn({ base, ...ADMIN });
    const people = await logInToConsole({ base, ...ADMIN });
    let plain = 0;
    let areAllInBudget = true;
    for (const query of queries) {
      const { median, p99, page } = await measure(query.isInConsole ? people : api, query, runs);
      plain ||= median;
      const isInBudget = page !== null && median <= query.budget[0] && p99 <= query.budget[1];
      areAllInBudget &&= isInBudget;
      const times = [median.toFixed(1), p99.toFixed(1), `${(median / plain).toFixed(1)}x`].map((text) =>
        text.padStart(8),
      );
      console.log(`${isInBudget ? ' ' : '!'} ${query.name.padEnd(52)}${times.join('')}  ${describe(page)}`);
    }
    return areAllInBudget;
  } finally {
    server.kill();
    await once(server, 'exit');
  }
}

async function startServer(DATABASE_URL: string): Promise<{ server: ChildProcess; base: string }> {
  const secrets = { JWT_SECRET: SECRET, SESSION_SECRET: SECRET, SECRETS_KEY: SECRET };
  const env = { ...process.env, DATABASE_URL, ...secrets, PORT: '0', SIGNALBOX_ROLE: 'web', LOG_LEVEL: 'warn' };
  const server = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const output of server.stdout) {
    const base = /console (http:\/\/\S+)\/admin/.exec(`${output}`)?.[1];
    if (base) return { server, base };
  }
  throw new Error('The server ended before it was ready');
}

async function measure(target: Target, { path: pathOf }: Query, runs: number) {
  const times: number[] = [];
  const until = performance.now() + LONGEST_MS;
  let page: Page | null = null;
  // The first one brings into memory what the others find there.
  for (let run = -1; run < runs && (run < 1 || performance.now() < until); run += 1) {
    const started = performance.now();
    page = await send(target, 'GET', pathOf(Math.max(run, 0))).then(pageOf, refusal);
    if (run >= 0) times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.ceil(times.length * part) - 1] as number;
  return { median: at(0.5), p99: at(0.99), page };
}

function pageOf(answer: unknown): Page {
  const body = answer as Page | ConsolePage;
  return 'records' in body ? { items: body.records, total: body.meta.total } : body;
}

/** No page: it was too far inside a list. */
function refusal(error: Error): null {
  if (error.message.includes(': 422 ')) return null;
  throw error;
}

function describe(page: Page | null): string {
  if (!page) return 'refused';
  const { items, total, total_is_estimate, stopped_early } = page;
  return `${items.length} of ${total_is_estimate ? 'about ' : ''}${total}${stopped_early ? ', stopped early' : ''}`;
}
