import 'reflect-metadata';
import { createDataSource } from '../ormconfig.js';
import { environmentSchema } from '../src/config.js';
import { startEmbeddedPostgres } from '../src/database/embedded/postgres.js';
import { migrate } from '../src/database/migrate.js';

// Brings the schema up to date and ends. A start does the same, so this is for those who migrate before they deploy.
const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
const { data, error } = environmentSchema.pick({ DATABASE_URL: true, DATA_DIR: true }).safeParse(given);
if (error) {
  for (const { path, message } of error.issues) console.error(`${path.join('.')}: ${message}`);
  process.exit(1);
}
const { DATABASE_URL, DATA_DIR } = data;

const embedded =
  DATABASE_URL === undefined ? await startEmbeddedPostgres({ dataDir: DATA_DIR, log: console.log }) : null;
const url = DATABASE_URL ?? embedded?.url ?? '';
const db = createDataSource({ url, poolSize: 2, onPoolError: (error) => console.error(error.message) });
try {
  await db.initialize();
  await migrate(db);
  console.log('The database is up to date');
} finally {
  if (db.isInitialized) await db.destroy();
  await embedded?.stop();
}
