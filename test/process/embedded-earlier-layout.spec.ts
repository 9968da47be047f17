import fs from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { migrate } from '../../src/database/migrate.js';
import {
  asSuperuser,
  clusterOf,
  EARLIER_PASSWORD,
  makeDataDir,
  makeEarlierCluster,
  query,
  withEmbedded,
} from '../support/embedded.js';
import { connect } from '../support/own-database.js';
import { RunningProcess } from '../support/running-process.js';
import { until } from '../support/until.js';

const ROW = `INSERT INTO rate_limits (key, points) VALUES ('kept', 7)`;

/** Of each kind that somebody may have made by hand, besides what the migrations make. */
const BY_HAND = `
  CREATE SCHEMA "Own things";
  SET search_path TO "Own things", public;
  CREATE TABLE "A table" (id serial PRIMARY KEY, other bigint GENERATED ALWAYS AS IDENTITY, mood text);
  CREATE VIEW a_view AS SELECT * FROM "A table";
  CREATE MATERIALIZED VIEW a_copy AS SELECT * FROM "A table";
  CREATE SEQUENCE a_sequence;
  CREATE TYPE a_mood AS ENUM ('good', 'bad');
  CREATE TYPE a_pair AS (a int, b int);
  CREATE TYPE a_range AS RANGE (subtype = float8);
  CREATE DOMAIN a_domain AS text CHECK (VALUE <> '');
  CREATE FUNCTION a_function(a_mood, int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT 1';
  CREATE PROCEDURE a_procedure() LANGUAGE sql AS 'SELECT 1';
  CREATE AGGREGATE an_aggregate(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0')`;

/** What is still the superuser's, but for extensions. */
const LEFT = `
  SELECT oid::regclass::text AS name FROM pg_class
  WHERE relowner <> 'signalbox'::regrole AND oid >= 16384 AND relkind <> 't' AND relnamespace <> 'pg_toast'::regnamespace
  UNION ALL SELECT nspname FROM pg_namespace WHERE nspowner <> 'signalbox'::regrole AND nspname !~ '^pg_|^information_schema$|^public$'
  UNION ALL SELECT oid::regtype::text FROM pg_type WHERE typowner <> 'signalbox'::regrole AND oid >= 16384
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = coalesce(nullif(typelem, 0), pg_type.oid) AND deptype = 'e')
  UNION ALL SELECT oid::regprocedure::text FROM pg_proc WHERE proowner <> 'signalbox'::regrole AND oid >= 16384
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')`;

/** Stands still in the middle of giving tables away, until the setting is there. */
const HOLD = `
  CREATE FUNCTION hold() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
    IF current_setting('test.released', true) IS NULL THEN PERFORM pg_sleep(3600); END IF;
  END $$;
  CREATE EVENT TRIGGER hold ON ddl_command_start WHEN TAG IN ('ALTER TABLE') EXECUTE FUNCTION hold()`;

describe('An embedded database of earlier versions', function () {
  this.timeout(60_000);
  let dataDir: string;

  beforeEach(() => {
    dataDir = makeDataDir();
  });

  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  async function expectBroughtOver(url: string): Promise<void> {
    expect(await query(url, `SELECT points FROM rate_limits WHERE key = 'kept'`)).to.deep.equal([{ points: 7 }]);
    const role = 'SELECT current_user AS role, rolsuper FROM pg_roles WHERE rolname = current_user';
    expect(await query(url, role)).to.deep.equal([{ role: 'signalbox', rolsuper: false }]);
    expect(await query(url, LEFT)).to.deep.equal([]);
    const all = 'SELECT rolname AS role FROM pg_roles WHERE oid >= 16384 OR rolsuper ORDER BY role';
    expect(await query(url, all)).to.deep.equal([{ role: 'signalbox' }, { role: 'signalbox_superuser' }]);
    const db = await connect(url);
    await migrate(db).finally(() => db.destroy());
  }

  it('keeps its data, and the role of the app becomes a plain one that owns them', async () => {
    await makeEarlierCluster(dataDir, async (url) => {
      await query(url, `${ROW}; ${BY_HAND}`);
    });
    await withEmbedded(dataDir, async ({ url }) => {
      await expectBroughtOver(url);
      await query(url, 'DROP SCHEMA "Own things" CASCADE');
      for (const role of ['signalbox', 'signalbox_superuser']) {
        const earlier = Object.assign(new URL(url), { username: role, password: EARLIER_PASSWORD });
        const refused = await query(earlier.href, 'SELECT 1').catch((error) => error);
        expect(refused, role).to.have.property('code', '28P01');
      }
    });
    await withEmbedded(dataDir, ({ url }) => expectBroughtOver(url));
  });

  it('is brought over by the next start when one was killed in the middle of it', async () => {
    await makeEarlierCluster(dataDir, async (url) => {
      await query(url, `${ROW}; ${HOLD}`);
    });
    const killed = new RunningProcess({ DATA_DIR: dataDir });
    const asleep = `SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep'`;
    await until('a table is to be given away', () =>
      asSuperuser(dataDir, asleep).then(
        (rows) => rows.length > 0,
        () => false,
      ),
    );
    await killed.remove('SIGKILL');
    await asSuperuser(dataDir, `ALTER DATABASE signalbox SET test.released = 'yes'`);
    await withEmbedded(dataDir, ({ url }) => expectBroughtOver(url));
  });

  it('is brought over when the password of the superuser was written and nothing else', async () => {
    await makeEarlierCluster(dataDir, async (url) => {
      await query(url, ROW);
    });
    const file = path.join(clusterOf(dataDir), 'superuser-password');
    fs.writeFileSync(file, 'written before a kill');
    await withEmbedded(dataDir, ({ url }) => expectBroughtOver(url));
    expect(fs.readFileSync(file, 'utf8')).to.equal('written before a kill');
  });

  it('may have been left without its database by its first start', async () => {
    await makeEarlierCluster(dataDir, null);
    await withEmbedded(dataDir, async ({ url }) => {
      const owner = `SELECT pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = current_database()`;
      expect(await query(url, owner)).to.deep.equal([{ owner: 'signalbox' }]);
    });
  });
});
