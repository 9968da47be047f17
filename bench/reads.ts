// How fast the reads of a running Signalbox are, each as a part of the bare health check measured beside it.
import { logIn, rate, send, type Target } from './client.js';

/** The least part of the health check's rate that a read may have. Below it, the bench fails. */
const BUDGETS: Record<string, number> = {
  '/api/events?page_size=25': 0.1,
  '/api/events?page_size=25&severity=critical': 0.05,
  '/api/events?page_size=25&account=100000000007': 0.05,
  '/api/events?page_size=25&search=measured': 0.01,
  '/api/tasks?page_size=25': 0.1,
  '/api/dashboard/overview': 0.05,
  '/api/dashboard/stats': 0.1,
};

/** A list continued by key, far from its start. */
async function deepPage(target: Target): Promise<string> {
  let path = '/api/events?page_size=100';
  for (let page = 0; page < 20; page += 1) {
    const { next_cursor } = (await send(target, 'GET', path)) as { next_cursor: string | null };
    if (next_cursor === null) break;
    path = `/api/events?page_size=100&cursor=${next_cursor}`;
  }
  return path;
}

const target = await logIn();
const baseline = await rate(() => send(target, 'GET', '/health'));
console.log(`health check: ${baseline} a second`);
const budgets = { ...BUDGETS, [await deepPage(target)]: 0.03 };
for (const [path, budget] of Object.entries(budgets)) {
  const perSecond = await rate(() => send(target, 'GET', path));
  const part = perSecond / baseline;
  const isEnough = part >= budget;
  if (!isEnough) process.exitCode = 1;
  console.log(
    `${path.slice(0, 60).padEnd(60)} ${perSecond} a second, ${part.toFixed(2)} ${isEnough ? 'ok' : `< ${budget}`}`,
  );
}
