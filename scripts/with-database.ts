import { createDataSource } from '../ormconfig.js';
import { type Config, linesOf } from '../src/config.js';
import { startEmbeddedPostgres } from '../src/database/embedded/postgres.js';
import { patient } from '../src/database/migrate.js';
import type { Database } from '../src/services/core/connection.js';

/** Does what the command is for; a failure is told in a line of its own, or one a variable that is wrong. */
export async function run(work: () => Promise<void>, failed: string): Promise<void> {
  try {
    await work();
  } catch (error) {
    for (const line of linesOf(error, failed)) console.error(line);
    process.exitCode = 1;
  }
}

type Place = Pick<Config, 'DATABASE_URL' | 'DATA_DIR'>;

/**
 * Does the work on the database that Signalbox uses. The embedded one runs as long as that takes. What is patient waits
 * for a statement however long it takes.
 */
export async function withDatabase(
  { DATABASE_URL, DATA_DIR, isPatient }: Place & { isPatient?: boolean },
  work: (db: Database) => Promise<void>,
): Promise<void> {
  const embedded =
    DATABASE_URL === undefined ? await startEmbeddedPostgres({ dataDir: DATA_DIR, log: console.log }) : null;
  const url = DATABASE_URL ?? embedded?.url ?? '';
  const usual = createDataSource({ url, poolSize: 2, onPoolError: (error) => console.error(error.message) });
  const db = isPatient ? patient(usual) : usual;
  try {
    await db.initialize();
    await work(db);
  } finally {
    if (db.isInitialized) await db.destroy();
    await embedded?.stop();
  }
}
