// How long another user waits while somebody sends what costs most, and how long the event loop stood still.
// `npm run bench:attacks`, against a Signalbox that was started with TRUST_PROXY=1; BASE, EMAIL, PASSWORD as for the others.
import { setTimeout as wait } from 'node:timers/promises';
import { atOnce } from './attacks/at-once.js';
import type { Attack, Attackers } from './attacks/attack.js';
import { bodies } from './attacks/bodies.js';
import { figures } from './attacks/figures.js';
import { forms } from './attacks/forms.js';
import { logins } from './attacks/logins.js';
import { logIn, send, type Target } from './client.js';

/** Milliseconds that one answer may take before the attack counts as won. */
const LONGEST_MS = 120_000;
const PAUSE_MS = 20;

async function attackersOf(admin: Target): Promise<Attackers> {
  const run = Date.now().toString(36);
  const user = { email: `user-${run}@example.com`, password: `a user's own ${run}` };
  const { id } = (await send(admin, 'POST', '/api/users', { ...user, full_name: 'V', role: 'user' })) as {
    id: string;
  };
  const key = { name: `attack ${run}`, scopes: ['events:write'] };
  const { key: apiKey } = (await send(admin, 'POST', '/api/api-keys', key)) as { key: string };
  return { base: admin.base, run, user: { ...user, id }, apiKey };
}

/** The longest that the event loop stood still since this was last asked, in milliseconds. */
async function standstill({ base }: Target): Promise<number> {
  const metrics = await (await fetch(`${base}/metrics`)).text();
  return Math.round(Number(/^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(metrics)?.[1]) * 1000);
}

/** What somebody else waits meanwhile: a list, compressed as browsers ask for it. */
async function waitsDuring({ base, token }: Target, work: Promise<unknown>): Promise<number[]> {
  const waits: number[] = [];
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  // It is heard of at the end.
  over.catch(() => undefined);
  while (!isOver) {
    const started = performance.now();
    const headers = { authorization: `Bearer ${token}`, 'accept-encoding': 'gzip' };
    const answer = await fetch(`${base}/api/events?page_size=100`, {
      headers,
      signal: AbortSignal.timeout(LONGEST_MS),
    });
    await answer.text();
    waits.push(performance.now() - started);
    await wait(PAUSE_MS);
  }
  await over;
  return waits.sort((a, b) => a - b);
}

async function measure(admin: Target, attackers: Attackers, { name, send: attack }: Attack): Promise<void> {
  await standstill(admin);
  const statuses = new Map<number, number>();
  const tally = (status: number) => statuses.set(status, (statuses.get(status) ?? 0) + 1);
  const waits = await waitsDuring(admin, attack(attackers, tally));
  const lag = await standstill(admin);
  const median = Math.round(waits[Math.floor(waits.length / 2)] ?? 0);
  const longest = Math.round(waits.at(-1) ?? 0);
  const answers = [...statuses].map(([status, count]) => `${count} x ${status}`).join(', ');
  console.log(
    `${name.padEnd(58)} ${`${median}`.padStart(6)} ${`${longest}`.padStart(7)} ${`${lag}`.padStart(7)}  ${answers}`,
  );
}

const attacks = [...bodies, ...forms, ...logins, ...atOnce, ...figures];

const admin = await logIn();
const attackers = await attackersOf(admin);
const only = process.argv[2] ?? '';
console.log(`${'ms'.padEnd(58)} median longest  loop  answers`);
for (const attack of attacks.filter(({ name }) => name.includes(only))) await measure(admin, attackers, attack);
