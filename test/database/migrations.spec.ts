import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import type { DataSource } from 'typeorm';
import { migrate } from '../../src/database/migrate.js';
import { withLock } from '../../src/services/core/write/advisory-lock.js';
import { addCounts, NAMED_A_DAY } from '../../src/services/events/add-counts.js';
import { createDatabase } from '../support/database-server.js';
import { connect } from '../support/own-database.js';

const TABLES = `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`;

const tablesOf = async (db: DataSource): Promise<string[]> =>
  ((await db.query(TABLES)) as { name: string }[]).map(({ name }) => name);

describe('Migrations', () => {
  const open: DataSource[] = [];

  const connectTo = async (url: string): Promise<DataSource> => {
    const db = await connect(url);
    open.push(db);
    return db;
  };

  afterEach(async () => {
    for (const db of open.splice(0)) await db.destroy();
  });

  it('make the schema, once', async () => {
    const db = await connectTo(await createDatabase('empty'));
    await migrate(db);
    const tables = await tablesOf(db);
    expect(tables).to.include.members(['users', 'events', 'tasks', 'aws_accounts', 'audit_entries', 'api_keys']);
    await migrate(db);
    expect(await tablesOf(db)).to.deep.equal(tables);
    expect(await db.showMigrations()).to.equal(false);
  });

  it('leave no column that the entities do not know, and none that they miss', async () => {
    const db = await connectTo(await createDatabase('migrated'));
    for (const { tableName, columns } of db.entityMetadatas) {
      const found = (await db.query(
        'SELECT column_name AS name, is_nullable FROM information_schema.columns WHERE table_name = $1',
        [tableName],
      )) as { name: string; is_nullable: string }[];
      const known = new Map(found.map(({ name, is_nullable }) => [name, is_nullable === 'YES']));
      for (const { databaseName, isNullable } of columns) {
        expect(known.get(databaseName), `${tableName}.${databaseName}`).to.equal(isNullable);
      }
    }
  });

  it('go back and come again', async () => {
    const db = await connectTo(await createDatabase('empty'));
    await migrate(db);
    const before = await tablesOf(db);
    for (const _migration of db.migrations) await db.undoLastMigration();
    expect(await tablesOf(db)).to.deep.equal(['migrations']);
    await migrate(db);
    expect(await tablesOf(db)).to.deep.equal(before);
  });

  it('keep the names of the counts that are there, however many they are', async () => {
    const db = await connectTo(await createDatabase('empty'));
    await migrate(db);
    while ((await tablesOf(db)).includes('event_day_counts')) await db.undoLastMigration();
    await db.query(
      `INSERT INTO event_counts SELECT 'source', '2026-03-10T22:00:00Z'::timestamptz + make_interval(hours => n % 3), n, 1
       FROM generate_series(1, ${6 * NAMED_A_DAY}) AS n`,
    );
    await migrate(db);
    const event = { severity_level: 1, account: '111122223333', region: 'eu-west-1', source: 'new' };
    const times = ['2026-03-10T22:30:00Z', '2026-03-11T00:30:00Z', '2026-03-12T00:30:00Z'].map(
      (time) => new Date(time),
    );
    const events = times.map((published_at) => ({ ...event, published_at }));
    await db.transaction((manager) => addCounts({ manager }, events, 1));
    const days = await db.query(
      `SELECT day, count(*)::int AS values, sum(count)::int AS events, bool_or(value = 'new') AS is_new_named
       FROM event_day_counts WHERE dimension = 'source' GROUP BY day ORDER BY day`,
    );
    expect(days).to.deep.equal([
      { day: new Date('2026-03-10'), values: 4 * NAMED_A_DAY + 1, events: 4 * NAMED_A_DAY + 1, is_new_named: false },
      { day: new Date('2026-03-11'), values: 2 * NAMED_A_DAY + 1, events: 2 * NAMED_A_DAY + 1, is_new_named: false },
      { day: new Date('2026-03-12'), values: 1, events: 1, is_new_named: true },
    ]);
  });

  it('run once though several processes start at once', async () => {
    const url = await createDatabase('empty');
    const processes = await Promise.all(Array.from({ length: 4 }, () => connectTo(url)));
    await Promise.all(processes.map((db) => migrate(db)));
    const [db] = processes as [DataSource];
    const run = (await db.query('SELECT name FROM migrations')) as unknown[];
    expect(run).to.have.length(db.migrations.length);
    const [settings] = await db.query('SELECT count(*)::int AS count FROM monitoring_settings');
    expect(settings).to.deep.equal({ count: 1 });
  });

  it('take as long as they take, and so does waiting for them', async () => {
    const url = await createDatabase('empty');
    const [db, other] = [await connectTo(url), await connectTo(url)];
    Object.assign(db.options.extra, { statement_timeout: 50, query_timeout: 100 });
    await other.query(
      `ALTER DATABASE ${other.options.database ?? new URL(url).pathname.slice(1)} SET statement_timeout = '50ms'`,
    );
    const holding = withLock(other, 'migrations', () => wait(400));
    await Promise.all([migrate(db), holding]);
    expect(await db.showMigrations()).to.equal(false);
  });

  it('leave no lock behind', async () => {
    const db = await connectTo(await createDatabase('empty'));
    await migrate(db);
    const locks = await db.query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND database =
      (SELECT oid FROM pg_database WHERE datname = current_database())`);
    expect(locks).to.deep.equal([]);
  });
});
