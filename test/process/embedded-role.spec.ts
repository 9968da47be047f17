import fs from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { migrate } from '../../src/database/migrate.js';
import { asSuperuser, clusterOf, makeDataDir, query, withEmbedded } from '../support/embedded.js';
import { connect } from '../support/own-database.js';

/** What a superuser of PostgreSQL reaches beyond its data. */
const BEYOND = [
  `COPY rate_limits FROM PROGRAM 'id'`,
  `COPY rate_limits FROM '/etc/passwd'`,
  `COPY rate_limits TO '/tmp/signalbox-test-copy'`,
  `SELECT pg_read_file('postgresql.conf')`,
  `SELECT pg_ls_dir('.')`,
  `SELECT lo_import('/etc/passwd')`,
  `SELECT rolpassword FROM pg_authid`,
  `ALTER SYSTEM SET log_statement = 'all'`,
  `CREATE ROLE another`,
  `ALTER ROLE signalbox SUPERUSER`,
  `SET ROLE signalbox_superuser`,
  `GRANT pg_read_server_files TO signalbox`,
  `CREATE DATABASE another`,
  `CREATE EXTENSION file_fdw`,
  `CREATE FUNCTION run(text) RETURNS int LANGUAGE c AS 'libc.so.6', 'system'`,
];

describe('The role of the app on the embedded database', function () {
  this.timeout(60_000);
  let dataDir: string;

  beforeEach(() => {
    dataDir = makeDataDir();
  });

  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it('has every right in its database, and none beyond', async () => {
    await withEmbedded(dataDir, async ({ url }) => {
      const db = await connect(url);
      await migrate(db).finally(() => db.destroy());
      const text = `SELECT rolname AS role, rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls AS more,
        (SELECT count(*)::int FROM pg_auth_members WHERE member = pg_roles.oid) AS memberships,
        (SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()) AS owner
        FROM pg_roles WHERE rolname = current_user`;
      expect(await query(url, text)).to.deep.equal([
        { role: 'signalbox', more: false, memberships: 0, owner: 'signalbox' },
      ]);
      for (const statement of BEYOND) {
        const refused = await query(url, statement).catch((error) => error);
        expect(refused, statement).to.have.property('code', '42501');
      }
    });
  });

  it('has a new password at each start, which the superuser’s is not', async () => {
    const passwords = new Set<string>();
    for (let start = 1; start <= 2; start++) {
      await withEmbedded(dataDir, async ({ url }) => {
        const { username, password } = new URL(url);
        expect(username).to.equal('signalbox');
        expect(fs.readFileSync(path.join(clusterOf(dataDir), 'signalbox-password'), 'utf8')).to.equal(password);
        passwords.add(password).add(fs.readFileSync(path.join(clusterOf(dataDir), 'superuser-password'), 'utf8'));
        const text = 'SELECT rolname AS role FROM pg_authid WHERE oid >= 16384 OR rolsuper ORDER BY role';
        expect(await asSuperuser(dataDir, text)).to.deep.equal([
          { role: 'signalbox' },
          { role: 'signalbox_superuser' },
        ]);
      });
    }
    expect(passwords.size).to.equal(3);
  });

  it('cannot make up for the lost password of the superuser, and says where it belongs', async () => {
    const file = () => path.join(clusterOf(dataDir), 'superuser-password');
    await withEmbedded(dataDir, async () => {});
    const kept = fs.readFileSync(file(), 'utf8');
    fs.rmSync(file());
    const failure = await withEmbedded(dataDir, async () => {}).catch((error: Error) => error.message);
    expect(failure).to.include(`${file()} is not the password of signalbox_superuser: restore it`);
    fs.writeFileSync(file(), kept);
    await withEmbedded(dataDir, async ({ url }) => {
      expect(await query(url, 'SELECT 1 AS one')).to.deep.equal([{ one: 1 }]);
    });
  });
});
