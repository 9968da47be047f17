import 'reflect-metadata';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { createDataSource } from '../../ormconfig.js';
import { createApp, createDeps } from '../../src/app.js';
import { type Config, loadConfig } from '../../src/config.js';
import { createHttpServer } from '../../src/process/http-server.js';
import { TOPICS } from '../../src/services/core/cache/cache.js';
import type { Deps } from '../../src/services/deps.js';
import { atEnd } from './cleanups.js';
import { clock } from './clock.js';
import { createDatabase } from './database-server.js';
import { createTestLogger, logLines } from './log-lines.js';
import { resetStatement } from './reset-statement.js';
import { SECRETS } from './secrets.js';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js';

// One app a process: AdminJS keeps state that is global to the process. All of this is there once the hooks have run.

export let config: Config;
export let deps: Deps;

/** Where the app listens. */
export let origin: string;

/** Between the app and its database. */
export let proxy: TcpProxy;

/** The test's own connections, past the proxy. */
let pool: pg.Pool;
let reset: string;
let started: Promise<void> | undefined;

let environment: NodeJS.ProcessEnv;

export function startWorld(): Promise<void> {
  started ??= start();
  return started;
}

async function start(): Promise<void> {
  environment = { ...process.env };
  const direct = new URL(await createDatabase('migrated'));
  pool = new pg.Pool({ connectionString: direct.href, max: 4 });
  atEnd(() => pool.end());
  reset = await resetStatement(sql);
  proxy = await startTcpProxy({ host: direct.hostname, port: Number(direct.port || 5432) });
  atEnd(() => proxy.cut());
  config = testConfig(direct);
  deps = await startDeps();
  const server = createHttpServer(createApp(deps));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => {
    server.close();
    server.closeAllConnections();
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function testConfig(direct: URL): Config {
  const proxied = new URL(direct);
  proxied.host = `127.0.0.1:${proxy.port}`;
  const given = {
    DATABASE_URL: proxied.href,
    DATABASE_POOL_SIZE: '10',
    ...SECRETS,
  };
  return loadConfig(given, () => {
    throw new Error('With DATABASE_URL no secret is made');
  });
}

async function startDeps(): Promise<Deps> {
  const log = createTestLogger();
  const db = createDataSource({
    url: config.DATABASE_URL as string,
    poolSize: config.DATABASE_POOL_SIZE,
    onPoolError: (error) => log.warn({ err: error }, 'a database connection broke'),
  });
  await db.initialize();
  atEnd(() => db.destroy());
  return createDeps({ config, db, log, now: clock.now });
}

export async function sql<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
  return (await pool.query(text, values)).rows as Row[];
}

/** As after the migrations, before each test: real commits need no rollback, and DELETE is faster than TRUNCATE. */
export async function resetWorld(): Promise<void> {
  await proxy.restore();
  await deps.denials.close();
  await sql(reset);
  logLines.clear();
  for (const topic of TOPICS) deps.cache.drop(topic);
  restoreEnvironment();
}

/** The AWS SDK reads the environment, so tests write to it. It never asks the instance that the tests run on. */
function restoreEnvironment(): void {
  for (const variable of Object.keys(process.env)) if (!(variable in environment)) delete process.env[variable];
  Object.assign(process.env, environment, { AWS_EC2_METADATA_DISABLED: 'true' });
}
