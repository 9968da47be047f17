import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { type Account, sharedUids } from '../../src/database/embedded/account.js';
import { findBinaries, run } from '../../src/database/embedded/binaries.js';
import { APP, readPassword, SUPERUSER } from '../../src/database/embedded/logins.js';
import { findClusterPlace } from '../../src/database/embedded/place.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/database/embedded/postgres.js';
import { migrate } from '../../src/database/migrate.js';
import { freePort } from './free-port.js';
import { connect } from './own-database.js';

export const isRoot = process.getuid?.() === 0;

export const makeDataDir = (): string => fs.mkdtempSync(path.join(tmpdir(), 'signalbox-test-data-'));

/** Where the database files of a data folder are. */
export const clusterOf = (dataDir: string): string => findClusterPlace(dataDir, () => {}).clusterDir;

const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** The embedded server of a data folder as the app starts it, as long as the work goes on. */
export async function withEmbedded(dataDir: string, work: (server: EmbeddedPostgres) => Promise<void>): Promise<void> {
  const server = await startEmbeddedPostgres({ dataDir, log: () => {}, settings: FAST });
  try {
    await work(server);
  } finally {
    await server.stop();
  }
}

/** Asks the server that runs on a data folder, as its superuser. */
export async function asSuperuser<Row>(dataDir: string, text: string, database = 'postgres'): Promise<Row[]> {
  const clusterDir = clusterOf(dataDir);
  const port = fs.readFileSync(path.join(clusterDir, 'postmaster.pid'), 'utf8').split('\n')[3];
  const login = `${SUPERUSER.role}:${readPassword(clusterDir, SUPERUSER)}`;
  return query(`postgres://${login}@127.0.0.1:${port}/${database}`, text);
}

export async function query<Row>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
}

/** How its app's role logged in to a cluster of earlier versions. */
export const EARLIER_PASSWORD = 'the-password-of-earlier-versions';

/**
 * A data folder as earlier versions made it: the app's role is the superuser, and root gave the cluster to a user whom
 * other programs share. The work is done on its database, which it has been migrated to; null leaves out the database.
 * With `stop: false` the server is left behind, as by a kill -9.
 */
export async function makeEarlierCluster(
  dataDir: string,
  work: ((url: string) => Promise<void>) | null,
  { stop = true } = {},
): Promise<void> {
  const account = sharedAccount();
  const dir = path.join(dataDir, 'postgres');
  const passwordFile = path.join(dataDir, 'password');
  fs.writeFileSync(passwordFile, EARLIER_PASSWORD);
  fs.mkdirSync(dir);
  if (account) {
    for (const file of [passwordFile, dir]) fs.chownSync(file, account.uid, account.gid);
    fs.chownSync(dataDir, 0, account.gid);
    fs.chmodSync(dataDir, 0o710);
  }
  const { initdb, pgCtl } = await findBinaries(account);
  const flags = ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C', '--builtin-locale=C.UTF-8', '--no-sync'];
  const access = [`--username=${APP.role}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  await run(initdb, ['-D', dir, ...flags, ...access], account);
  fs.renameSync(passwordFile, path.join(dir, APP.file));
  const port = await freePort();
  const options = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories= -c fsync=off`;
  const log = path.join(dir, 'log');
  await run(pgCtl, ['start', '-D', dir, '-w', '-s', '-l', log, '-o', options], account);
  const server = `postgres://${APP.role}:${EARLIER_PASSWORD}@127.0.0.1:${port}`;
  if (work) {
    await query(`${server}/postgres`, 'CREATE DATABASE signalbox');
    const db = await connect(`${server}/signalbox`);
    await migrate(db).finally(() => db.destroy());
    await work(`${server}/signalbox`);
  }
  if (stop) await run(pgCtl, ['stop', '-D', dir, '-m', 'fast', '-w', '-s'], account);
}

/** As whom root ran PostgreSQL in earlier versions. */
export function sharedAccount(): Account | undefined {
  const uid = isRoot ? sharedUids()[0] : undefined;
  if (uid === undefined) return undefined;
  const user = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.split(':')[2] === String(uid));
  return { uid, gid: Number(user?.split(':')[3]) };
}
