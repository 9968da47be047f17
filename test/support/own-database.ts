import type { DataSource } from 'typeorm';
import { createDataSource } from '../../ormconfig.js';
import { createDeps } from '../../src/app.js';
import type { Deps } from '../../src/services/deps.js';
import { clock } from './clock.js';
import { createDatabase } from './database-server.js';
import { createTestLogger } from './log-lines.js';
import { config } from './world.js';

/** A connection to a database that no other test uses: for what changes the schema or its partitions. */
export async function connect(url: string): Promise<DataSource> {
  const db = createDataSource({ url, poolSize: 4, onPoolError: () => {} });
  return db.initialize();
}

/** Runs the work on services that have a migrated database of their own. */
export async function withOwnDeps(work: (deps: Deps) => Promise<void>): Promise<void> {
  const db = await connect(await createDatabase('migrated'));
  try {
    await work(createDeps({ config, db, log: createTestLogger(), now: clock.now }));
  } finally {
    await db.destroy();
  }
}
