import 'reflect-metadata';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { createDataSource } from '../ormconfig.js';
import { createApp, createDeps } from './app.js';
import { type Config, ConfigError, loadConfig } from './config.js';
import { startEmbeddedPostgres } from './database/embedded-postgres.js';
import { migrate } from './database/migrate.js';
import { generatedSecrets } from './generated-secrets.js';
import { startJobs } from './jobs/jobs.js';
import { createLogger } from './logger.js';
import { Parts } from './parts.js';
import { makeFirstAdministrator } from './services/users/first-administrator.js';

/** Milliseconds that requests in flight have to finish at a stop. */
const STOP_TIMEOUT_MS = 10_000;

const say = (line: string): void => console.log(line);

async function main(): Promise<void> {
  const config = loadConfig(process.env, generatedSecrets);
  const log = createLogger(config.LOG_LEVEL);
  const parts = new Parts(log);
  const stop = async (signal: string) => {
    if (parts.isStopping) return;
    log.info({ signal }, 'stopping');
    await parts.stop();
    process.exit(0);
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  // Whoever read our output may be gone; that is no reason to leave the database running.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  try {
    await start(config, log, parts);
  } catch (error) {
    // A stop that comes during the start takes away what the start stands on.
    if (parts.isStopping) return;
    await parts.stop();
    throw error;
  }
}

async function start(config: Config, log: Logger, parts: Parts): Promise<void> {
  const url = config.DATABASE_URL ?? (await parts.add(startEmbedded(config), ({ stop }) => stop())).url;
  const db = createDataSource({
    url,
    poolSize: config.DATABASE_POOL_SIZE,
    onPoolError: (error) => log.warn({ err: error }, 'a database connection broke'),
  });
  await parts.add(db.initialize(), () => db.destroy());
  await migrate(db);
  const deps = createDeps({ config, db, log });
  announceAdministrator(await makeFirstAdministrator(deps));
  const healthOnly = config.SIGNALBOX_ROLE === 'worker';
  const server = createServer(createApp(deps, { isStopping: () => parts.isStopping, healthOnly }));
  await parts.add(listen(server, config), () => close(server));
  announceAddress(server, config);
  if (config.SIGNALBOX_ROLE !== 'web') await parts.add(startJobs(deps, url), (jobs) => jobs.stop());
}

const startEmbedded = ({ DATA_DIR }: Config) => startEmbeddedPostgres({ dataDir: DATA_DIR, log: say });

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
