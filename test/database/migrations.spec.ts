import { expect } from 'chai';
import type { DataSource } from 'typeorm';
import { migrate } from '../../src/database/migrate.js';
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

  it('leave no lock behind', async () => {
    const db = await connectTo(await createDatabase('empty'));
    await migrate(db);
    const locks = await db.query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND database =
      (SELECT oid FROM pg_database WHERE datname = current_database())`);
    expect(locks).to.deep.equal([]);
  });
});
