import 'reflect-metadata';
import { loadPlace } from '../src/config.js';
import { migrate } from '../src/database/migrate.js';
import { run, withDatabase } from './with-database.js';

// Brings the schema up to date and ends. A start does the same, so this is for those who migrate before they deploy.
async function main(): Promise<void> {
  await withDatabase(loadPlace(process.env), async (db) => {
    await migrate(db);
    console.log('The database is up to date');
  });
}

await run(main, 'The database could not be brought up to date');
