import path from 'node:path';
import pg from 'pg';
import type { Cluster } from './cluster.js';
import { connectWhenReady, type Server } from './connect.js';
import { handOverObjects, renameSuperuser } from './earlier-layout.js';
import { APP, SUPERUSER, writePassword } from './logins.js';

interface Found {
  has_role: boolean;
  /** Null: there is no database yet. */
  owner: string | null;
}

const FOUND = `SELECT
  EXISTS (SELECT FROM pg_roles WHERE rolname = '${APP.role}') AS has_role,
  (SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'signalbox') AS owner`;

/** Sees to the role of the app and its database. It looks for them at each start: the first may have been cut short. */
export async function prepareDatabase(cluster: Cluster, server: Server): Promise<void> {
  const client = await connectAsSuperuser(cluster, server);
  try {
    const { has_role, owner } = (await client.query<Found>(FOUND)).rows[0] as Found;
    // A statement that fails goes to the log with what is in it, so not this one.
    await client.query(`SET log_min_error_statement = panic;
      ${has_role ? 'ALTER' : 'CREATE'} ROLE ${APP.role} LOGIN PASSWORD '${cluster.appPassword}'`);
    if (owner === null) await client.query(`CREATE DATABASE signalbox OWNER ${APP.role}`);
    else if (owner !== APP.role) await handOver(cluster, server);
  } finally {
    await client.end();
  }
  writePassword(cluster.dir, APP, cluster.appPassword, cluster.account);
}

async function connectAsSuperuser(cluster: Cluster, server: Server): Promise<pg.Client> {
  try {
    return await connectWhenReady(server, superuser(cluster, 'postgres'));
  } catch (error) {
    const isRefused = error instanceof pg.DatabaseError && error.code === '28P01';
    if (!isRefused) throw error;
    if (!(await renameSuperuser(cluster, server))) {
      const file = path.join(cluster.dir, SUPERUSER.file);
      throw new Error(`${file} is not the password of ${SUPERUSER.role}: restore it, or set DATABASE_URL`);
    }
    return connectWhenReady(server, superuser(cluster, 'postgres'));
  }
}

async function handOver(cluster: Cluster, server: Server): Promise<void> {
  const client = await connectWhenReady(server, superuser(cluster, 'signalbox'));
  try {
    await handOverObjects(client);
  } finally {
    await client.end();
  }
}

const superuser = ({ superuserPassword }: Cluster, database: string) => ({
  user: SUPERUSER.role,
  password: superuserPassword,
  database,
});
