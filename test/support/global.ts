import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDataSource } from '../../ormconfig.js';
import { APP } from '../../src/database/embedded/logins.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/database/embedded/postgres.js';
import { migrate } from '../../src/database/migrate.js';
import { atEnd, runCleanups } from './cleanups.js';
import { clock } from './clock.js';
import { createDatabase, dropDatabases, publishServer, templateName } from './database-server.js';
import { asSuperuser } from './embedded.js';

/** Nothing of a test needs to outlive a crash. */
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

/** Once, before all workers: a server, and on it a migrated database for them to clone. */
export async function mochaGlobalSetup(): Promise<void> {
  console.log(`Order by TEST_SEED=${process.env.TEST_SEED}`);
  // Interrupted, mocha ends without a teardown, and the server would live on.
  const interrupt = () => runCleanups().finally(() => process.exit(130));
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  const given = process.env.TEST_DATABASE_URL;
  publishServer(given || (await startServer()).url);
  // A server of the tests' own goes with all that is on it.
  if (given) atEnd(dropDatabases);
  const templateUrl = await createDatabase('empty', templateName());
  const db = createDataSource({ url: templateUrl, poolSize: 2, onPoolError: console.error });
  await db.initialize();
  await migrate(db, clock.now);
  await db.destroy();
}

async function startServer(): Promise<EmbeddedPostgres> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'signalbox-test-'));
  const server = await startEmbeddedPostgres({ dataDir, log: () => {}, settings: FAST });
  // All that the app's role lacks for the tests: a migration that takes a superuser is found.
  await asSuperuser(dataDir, `ALTER ROLE ${APP.role} CREATEDB`);
  atEnd(async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  return server;
}

export const mochaGlobalTeardown = (): Promise<void> => runCleanups();
