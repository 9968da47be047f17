import 'reflect-metadata';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDataSource } from '../ormconfig.js';
import { createApp, createDeps } from './app.js';
import { type Config, ConfigError, loadConfig } from './config.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './database/embedded-postgres.js';
import { migrate } from './database/migrate.js';
import { generatedSecrets } from './generated-secrets.js';
import { startJobs } from './jobs/jobs.js';
import { createLogger } from './logger.js';
import { makeFirstAdministrator } from './services/users/first-administrator.js';

/** Milliseconds that requests in flight have to finish at a stop. */
const STOP_TIMEOUT_MS = 10_000;

const say = (line: string): void => console.log(line);

async function main(): Promise<void> {
  const config = loadConfig(process.env, generatedSecrets);
  const log = createLogger(config.LOG_LEVEL);
  const cleanups: (() => Promise<unknown>)[] = [];
  let isStopping = false;

  const stop = async (signal: string) => {
    if (isStopping) return;
    isStopping = true;
    log.info({ signal }, 'stopping');
    for (const cleanup of cleanups.reverse()) {
      await cleanup().catch((error) => log.error({ err: error }, 'a part did not stop cleanly'));
    }
    process.exit(0);
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);

  try {
    const embedded = await startDatabase(config);
    if (embedded) cleanups.push(embedded.stop);
    const url = config.DATABASE_URL ?? (embedded as EmbeddedPostgres).url;
    const db = createDataSource({
      url,
      poolSize: config.DATABASE_POOL_SIZE,
      onPoolError: (error) => log.warn({ err: error }, 'a database connection broke'),
    });
    await db.initialize();
    cleanups.push(() => db.destroy());
    await migrate(db);
    const deps = createDeps({ config, db, log });
    announceAdministrator(await makeFirstAdministrator(deps));
    const app = createApp(deps, {
      isStopping: () => isStopping,
      healthOnly: config.SIGNALBOX_ROLE === 'worker',
    });
    const server = createServer(app);
    await listen(server, config);
    cleanups.push(() => close(server));
    announceAddress(server, config);
    if (config.SIGNALBOX_ROLE !== 'web') {
      const jobs = await startJobs(deps, url);
      cleanups.push(jobs.stop);
    }
  } catch (error) {
    for (const cleanup of cleanups.reverse()) await cleanup().catch(() => {});
    throw error;
  }
}

function startDatabase({ DATABASE_URL, DATA_DIR }: Config): Promise<EmbeddedPostgres> | null {
  return DATABASE_URL === undefined ? startEmbeddedPostgres({ dataDir: DATA_DIR, log: say }) : null;
}

async function listen(server: Server, { PORT, HOST }: Config): Promise<void> {
  server.listen(PORT, HOST);
  await once(server, 'listening');
}

/** Takes no more connections and waits for the requests in flight, but not for ever. */
async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const force = setTimeout(() => server.closeAllConnections(), STOP_TIMEOUT_MS);
  await closed;
  clearTimeout(force);
}

/** The password is shown here and nowhere else, so it goes to the terminal and not into the log. */
function announceAdministrator(made: { email: string; password?: string } | null): void {
  if (!made) return;
  say(`\nThe first administrator is ${made.email}`);
  if (made.password) say(`Its password, shown this once and to be changed at first login: ${made.password}\n`);
}

function announceAddress(server: Server, { PUBLIC_URL, SIGNALBOX_ROLE }: Config): void {
  const { address, port, family } = server.address() as AddressInfo;
  const host = family === 'IPv6' ? `[${address}]` : address;
  const base = PUBLIC_URL?.replace(/\/$/, '') ?? `http://${host === '0.0.0.0' ? 'localhost' : host}:${port}`;
  if (SIGNALBOX_ROLE === 'worker') say(`Signalbox works on jobs; health at ${base}/health`);
  else say(`Signalbox is ready: console ${base}/admin, API ${base}/api, its reference ${base}/api/docs`);
}

main().catch((error) => {
  if (error instanceof ConfigError) for (const problem of error.problems) console.error(problem);
  else console.error(`Signalbox cannot start: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
});
