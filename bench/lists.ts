// How long every kind of list takes at millions of rows: `npm run bench:lists -- --events 10000000`. The first run fills
// a database of its own, DATABASE_URL or an embedded one in ./bench-data, and a later one goes on where it was ended.
import { parseArgs } from 'node:util';
import { withDatabase } from '../scripts/with-database.js';
import { migrate } from '../src/database/migrate.js';
import { explainAll } from './lists/explain.js';
import { fillEvents } from './lists/fill-events.js';
import { fillOthers } from './lists/fill-others.js';
import { measureAll } from './lists/measure.js';
import { CONSOLE_QUERIES, QUERIES } from './lists/queries.js';

const { values: asked } = parseArgs({
  options: {
    events: { type: 'string', default: '2000000' },
    runs: { type: 'string', default: '100' },
    only: { type: 'string', default: '' },
    plans: { type: 'string', default: 'bench-plans' },
  },
});
const { DATABASE_URL, DATA_DIR = './bench-data' } = process.env;
const isAsked = ({ name }: { name: string }): boolean => name.includes(asked.only);
const queries = QUERIES.filter(isAsked);
const inConsole = CONSOLE_QUERIES.filter(isAsked);

await withDatabase({ DATABASE_URL, DATA_DIR, isPatient: true }, async (db) => {
  await migrate(db);
  await fillOthers(db, Number(asked.events));
  await fillEvents(db, Number(asked.events));
  const { url } = db.options as { url: string };
  const areAllInBudget = await measureAll(url, [...queries, ...inConsole], Number(asked.runs));
  await explainAll(db, queries, asked.plans);
  if (!areAllInBudget) process.exitCode = 1;
});
