import 'reflect-metadata';
import { environmentSchema } from '../src/config.js';
import { migrate } from '../src/database/migrate.js';
import { withDatabase } from './with-database.js';

// Brings the schema up to date and ends. A start does the same, so this is for those who migrate before they deploy.
const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
const { data, error } = environmentSchema.pick({ DATABASE_URL: true, DATA_DIR: true }).safeParse(given);
if (error) {
  for (const { path, message } of error.issues) console.error(`${path.join('.')}: ${message}`);
  process.exit(1);
}

await withDatabase(data, async (db) => {
  await migrate(db);
  console.log('The database is up to date');
});
