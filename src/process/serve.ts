import 'reflect-metadata';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { createDataSource } from '../../ormconfig.js';
import { createApp, createDeps } from '../app.js';
import { type Config, ConfigError } from '../config.js';
import { migrate } from '../database/migrate.js';
import { startWorker } from '../jobs/worker.js';
import { allJobs } from '../services/all-jobs.js';
import { allSealed } from '../services/all-sealed.js';
import { countUnreadable } from '../services/core/read/stored-seals.js';
import type { OnUnexpected } from '../services/core/unexpected.js';
import { warmUp } from '../services/dashboard/warm-up.js';
import type { Deps } from '../services/deps.js';
import { makeFirstAdministrator } from '../services/users/first-administrator.js';
import { createHttpServer } from './http-server.js';
import type { Parts } from './parts.js';

/** Milliseconds that requests in flight have to finish at a stop. */
const STOP_TIMEOUT_MS = 10_000;

export interface Surroundings {
  config: Config;
  log: Logger;
  onUnexpected: OnUnexpected;
  parts: Parts;
  /** Of the database. */
  url: string;
  say: (line: string) => void;
}

/** Migrates the database, listens and works on the jobs. What it starts, it adds to the parts. */
export async function serve({ config, log, onUnexpected, parts, url, say }: Surroundings): Promise<void> {
  const db = createDataSource({
    url,
    poolSize: config.DATABASE_POOL_SIZE,
    onPoolError: (error) => log.warn({ err: error }, 'a database connection broke'),
  });
  await parts.add(db.initialize(), () => db.destroy());
  await parts.add(migrate(db), async () => undefined);
  const deps = createDeps({ config, db, log, onUnexpected });
  await parts.add(Promise.resolve(deps.cache), (cache) => cache.close());
  await parts.add(Promise.resolve(deps.denials), (denials) => denials.close());
  // Or a start that fails at a port that is taken would have shown the password for nothing.
  await requireFreePort(config);
  const administrator = await makeFirstAdministrator(deps);
  if (administrator) say(describeAdministrator(administrator));
  await warnOfUnreadable(deps);
  const healthOnly = config.SIGNALBOX_ROLE === 'worker';
  const server = createHttpServer(createApp(deps, { stopping: parts.stopping, healthOnly }));
  await parts.add(listen(server, config), () => close(server));
  say(describeAddress(server, config));
  if (config.SIGNALBOX_ROLE !== 'web') await parts.add(startWorker(deps, url, allJobs), (worker) => worker.stop());
  // Nobody waits for it: without what it brings everything is there, only slower.
  const shared = deps.cache.start();
  if (!healthOnly) void shared.then(() => warmUp(deps));
}

/** Better heard of now than by the first who needs one of them. */
async function warnOfUnreadable(deps: Deps): Promise<void> {
  const count = await countUnreadable(deps, allSealed);
  if (count === 0) return;
  deps.log.warn(
    { count },
    'neither SECRETS_KEY nor SECRETS_KEYS_OLD opens what is stored: npm run secrets:reseal names it',
  );
}

/** What the system says, in the words of the configuration. */
const LISTEN_PROBLEMS: Record<string, (port: number, host: string) => string> = {
  EADDRINUSE: (port, host) => `PORT: ${port} is in use on ${host} by another program`,
  EACCES: (port) => `PORT: ${port} is not for this user to open`,
  EADDRNOTAVAIL: (_port, host) => `HOST: ${host} is no address of this machine`,
};

async function requireFreePort(config: Config): Promise<void> {
  const probe = createServer();
  await listen(probe, config);
  await new Promise((resolve) => probe.close(resolve));
}

async function listen(server: Server, { PORT, HOST }: Config): Promise<void> {
  server.listen(PORT, HOST);
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    const problem = LISTEN_PROBLEMS[error.code ?? ''];
    throw problem ? new ConfigError([problem(PORT, HOST)]) : error;
  });
}

/** Takes no more connections and waits for the requests in flight, but not for ever. */
async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const force = setTimeout(() => server.closeAllConnections(), STOP_TIMEOUT_MS);
  await closed;
  clearTimeout(force);
}

/** The password is shown here and nowhere else: a line for people, and none of the log's. */
function describeAdministrator({ email, password }: { email: string; password?: string }): string {
  const first = `\nThe first administrator is ${email}\n`;
  return password ? `${first}Its password, shown this once and to be changed at first login: ${password}\n` : first;
}

function describeAddress(server: Server, { PUBLIC_URL, SIGNALBOX_ROLE }: Config): string {
  const { address, port, family } = server.address() as AddressInfo;
  const named = family === 'IPv6' ? `[${address}]` : address;
  const host = ['0.0.0.0', '127.0.0.1'].includes(address) ? 'localhost' : named;
  const base = PUBLIC_URL?.replace(/\/$/, '') ?? `http://${host}:${port}`;
  return SIGNALBOX_ROLE === 'worker'
    ? `Signalbox works on jobs; health at ${base}/health`
    : `Signalbox is ready: console ${base}/admin, API ${base}/api, its reference ${base}/api/docs`;
}
