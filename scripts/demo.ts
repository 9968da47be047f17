import { parseArgs } from 'node:util';
import { ACCOUNTS, PEOPLE } from './demo/cast.js';
import { ApiError, Client } from './demo/client.js';
import { feed } from './demo/feed.js';
import { setUpAccounts, setUpMonitoring, setUpTeam } from './demo/set-up.js';
import { makeTasks } from './demo/tasks.js';
import { triage } from './demo/triage.js';
import { week } from './demo/week.js';
import { Progress } from './progress.js';

const USAGE = `Fills a running Signalbox with a week of events, tasks and users, through its API.

  npm run demo -- --password <password> [--email admin@signalbox.local] [--url http://localhost:3000]

  --url           where it runs
  --email         an administrator; ADMIN_EMAIL works too
  --password      its password; ADMIN_PASSWORD works too
  --new-password  becomes the password, where it must be changed first
`;

/** What the user can mend: told in one line, without a stack. */
class UsageError extends Error {}

interface Login {
  access_token: string;
  user: { role: string; must_change_password: boolean };
}

interface Options {
  url: string;
  email: string;
  password: string;
  'new-password'?: string | undefined;
  help: boolean;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: 'http://localhost:3000' },
      email: { type: 'string', default: process.env.ADMIN_EMAIL || 'admin@signalbox.local' },
      password: { type: 'string', default: process.env.ADMIN_PASSWORD ?? '' },
      'new-password': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  return values;
}

async function logIn(base: string, { email, password, 'new-password': newPassword }: Options): Promise<Client> {
  if (password === '') throw new UsageError('Give the administrator’s password: --password, or ADMIN_PASSWORD');
  const door = new Client(base);
  const { access_token, user } = await door.post<Login>('/auth/login', { email, password });
  const client = door.as(access_token);
  if (user.must_change_password) {
    if (!newPassword) {
      throw new UsageError(`${email} must change its password first: log in at ${base}/admin, or add --new-password`);
    }
    await client.post('/auth/change-password', { current_password: password, new_password: newPassword });
  }
  if (user.role !== 'admin') throw new UsageError(`${email} is no administrator`);
  return client;
}

async function main(): Promise<void> {
  const options = readOptions();
  if (options.help) {
    console.log(USAGE);
    return;
  }
  const started = performance.now();
  const base = options.url.replace(/\/+$/, '');
  const admin = await logIn(base, options);
  const now = Date.now();
  const settingUp = new Progress('Setting up', PEOPLE.length + ACCOUNTS.length + 1);
  await setUpMonitoring(admin);
  settingUp.step();
  await setUpAccounts(admin, () => settingUp.step());
  const { members, password, made } = await setUpTeam(admin, () => settingUp.step());
  const events = week(now);
  const feeding = new Progress('Events', events.length);
  const taken = await feed(admin, events, (count) => feeding.step(count));
  const scene = { admin, members, taken, now };
  await triage(scene, (total) => stepOf('Triage', total));
  const tasks = await makeTasks(scene, (total) => stepOf('Tasks', total));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `\n${taken.length} new events, ${tasks} new tasks and ${made} new users in ${seconds} s. See ${base}/admin`,
  );
  if (made > 0) console.log(`The new users, like ${PEOPLE[0]?.email}, log in with the password ${password}`);
}

function stepOf(label: string, total: number): () => void {
  const progress = new Progress(label, total);
  return () => progress.step();
}

function explain(error: unknown): string {
  if (error instanceof UsageError || error instanceof ApiError) return error.message;
  if (error instanceof TypeError && error.message === 'fetch failed') {
    return 'No Signalbox answers there: start one with npm start, or name its address with --url';
  }
  const isAboutOptions = error instanceof TypeError && 'code' in error;
  return error instanceof Error && !isAboutOptions
    ? (error.stack ?? error.message)
    : `${(error as Error).message}\n\n${USAGE}`;
}

await main().catch((error) => {
  console.error(explain(error));
  process.exitCode = 1;
});
