import { Progress } from '../../scripts/progress.js';
import { type Database, type Transaction, transact } from '../../src/services/core/connection.js';
import { DAY } from '../../src/services/core/durations.js';
import { INSERT_DAY } from './event-rows.js';

const DAYS = 88;

/**
 * Fills `events` up to so many, day by day, without their indexes but the primary key; they are made at the end. Each day
 * and each index is a step of its own, so a fill that was ended goes on where it was.
 */
export async function fillEvents(db: Database, events: number): Promise<void> {
  await db.query('CREATE TABLE IF NOT EXISTS bench_days (day timestamptz PRIMARY KEY)');
  if (await isFilled(db)) return;
  await db.query('CREATE TABLE IF NOT EXISTS bench_indexes (name text PRIMARY KEY, definition text NOT NULL)');
  await putAsideIndexes(db);
  await fillDays(db, Math.round(events / DAYS));
  await makeIndexes(db);
  await countEvents(db);
  await db.query('VACUUM (ANALYZE)');
}

async function isFilled(db: Database): Promise<boolean> {
  const [{ days, counts }] = (await db.query(
    'SELECT (SELECT count(*)::int FROM bench_days) AS days, (SELECT count(*)::int FROM event_day_counts) AS counts',
  )) as [{ days: number; counts: number }];
  return days === DAYS && counts > 0;
}

/** A partitioned table's index calls itself that of the table alone: made as it says, it would be on no partition. */
async function putAsideIndexes(db: Database): Promise<void> {
  await db.query(`
    INSERT INTO bench_indexes SELECT indexname, replace(indexdef, ' ON ONLY ', ' ON ') FROM pg_indexes
    WHERE tablename = 'events' AND indexname <> 'events_pkey' ON CONFLICT DO NOTHING`);
  const filled = (await db.query('SELECT 1 FROM bench_days')) as unknown[];
  if (filled.length > 0) return;
  for (const { name } of await putAside(db)) await db.query(`DROP INDEX IF EXISTS ${name}`);
}

const putAside = (db: Database): Promise<{ name: string; definition: string }[]> =>
  db.query('SELECT name, definition FROM bench_indexes ORDER BY name');

async function fillDays(db: Database, aDay: number): Promise<void> {
  const progress = new Progress('Days', DAYS);
  const today = Math.floor(Date.now() / DAY) * DAY;
  const filled = (await db.query('SELECT day FROM bench_days ORDER BY day DESC')) as { day: Date }[];
  progress.step(filled.length);
  const newest = filled[0]?.day.getTime() ?? today - DAY;
  for (let age = filled.length; age < DAYS; age += 1) {
    await transact({ db }, async (manager) => {
      await insertDay(manager, newest, { age, aDay });
      await manager.query('INSERT INTO bench_days VALUES ($1)', [new Date(newest - age * DAY)]);
    });
    progress.step();
  }
}

/** The events of the day so many days before the newest one. What is random about them follows from the day's age. */
export async function insertDay(
  manager: Transaction,
  newest: number,
  { age, aDay }: { age: number; aDay: number },
): Promise<void> {
  await manager.query('SELECT setseed($1)', [age / DAYS]);
  await manager.query(INSERT_DAY, [new Date(newest - age * DAY), aDay, age]);
}

async function makeIndexes(db: Database): Promise<void> {
  const missing = (await putAside(db)).map(({ definition }) => definition);
  const progress = new Progress('Indexes', missing.length);
  for (const definition of missing) {
    await db.query(`SET maintenance_work_mem = '1GB'`);
    await db.query(definition.replace(' INDEX ', ' INDEX IF NOT EXISTS '));
    progress.step();
  }
}

/** Once, from what is there: made by the writer of events, they would cost more than the events. */
export async function countEvents(db: Database): Promise<void> {
  const dimensions = { severity: 'severity_level::text', source: 'source', account: 'account', region: 'region' };
  await db.query('TRUNCATE event_counts, event_day_counts');
  for (const [dimension, value] of Object.entries(dimensions)) {
    await db.query(`INSERT INTO event_counts SELECT '${dimension}', date_trunc('hour', published_at, 'UTC'), ${value}, count(*)
      FROM events WHERE deleted_at IS NULL GROUP BY 2, 3`);
  }
  await db.query(`INSERT INTO event_day_counts SELECT dimension, date_trunc('day', hour, 'UTC'), value, sum(count)
    FROM event_counts GROUP BY 1, 2, 3`);
}
