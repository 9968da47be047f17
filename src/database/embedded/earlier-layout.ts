import type pg from 'pg';
import type { Cluster } from './cluster.js';
import { connectWhenReady, type Server } from './connect.js';
import { APP, readPassword, SUPERUSER } from './logins.js';

// In clusters of earlier versions the app's role was the superuser that initdb makes, which cannot be made anything less.
// Each step is one transaction, and what it changed tells the next start that it is done.

/** Gives that superuser its new name and a password of its own. False when this is no such cluster. */
export async function renameSuperuser(cluster: Cluster, server: Server): Promise<boolean> {
  const password = readPassword(cluster.dir, APP);
  if (!password) return false;
  const client = await connectWhenReady(server, { user: APP.role, password, database: 'postgres' });
  try {
    const { rows } = await client.query('SELECT FROM pg_roles WHERE rolname = current_user AND rolsuper');
    if (rows.length > 0) await client.query(renaming(cluster.superuserPassword));
    return rows.length > 0;
  } finally {
    await client.end();
  }
}

/** Nobody can rename themselves, so another superuser does, who exists for this transaction only. */
const renaming = (password: string) => `
  BEGIN;
  SET LOCAL log_min_error_statement = panic;
  CREATE ROLE signalbox_renames SUPERUSER;
  SET LOCAL SESSION AUTHORIZATION signalbox_renames;
  ALTER ROLE ${APP.role} RENAME TO ${SUPERUSER.role};
  ALTER ROLE ${SUPERUSER.role} PASSWORD '${password}';
  RESET SESSION AUTHORIZATION;
  DROP ROLE signalbox_renames;
  COMMIT`;

/** REASSIGN OWNED refuses to for the superuser that initdb makes, so what is not the system's is looked for. */
export async function handOverObjects(client: pg.Client): Promise<void> {
  await client.query(`
    BEGIN;
    SET LOCAL search_path = '';
    DO $$
    DECLARE command text;
    BEGIN
      FOR command IN ${COMMANDS} LOOP EXECUTE command; END LOOP;
    END $$;
    ALTER DATABASE signalbox OWNER TO ${APP.role};
    COMMIT`);
}

/**
 * Indexes, triggers, row types and the sequences of columns go with their table. Extensions stay with the superuser, as
 * what belongs to them does when an owner of a database creates one; so do the temporary tables that a crash left behind.
 */
const COMMANDS = `
  SELECT format('ALTER %s %s OWNER TO ${APP.role}', kind, name)
  FROM (
    SELECT 'pg_namespace'::regclass AS catalogue, oid, oid AS namespace, 'SCHEMA' AS kind, quote_ident(nspname) AS name
    FROM pg_namespace WHERE nspowner = 10
    UNION ALL
    SELECT 'pg_class'::regclass, oid, relnamespace, 'TABLE', oid::regclass::text
    FROM pg_class WHERE relowner = 10 AND (relkind IN ('r', 'p', 'v', 'm', 'f') OR relkind = 'S' AND NOT EXISTS (
      SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype IN ('a', 'i')))
    UNION ALL
    SELECT 'pg_proc'::regclass, oid, pronamespace, 'ROUTINE', oid::regprocedure::text
    FROM pg_proc WHERE proowner = 10
    UNION ALL
    SELECT 'pg_type'::regclass, oid, typnamespace, 'TYPE', oid::regtype::text
    FROM pg_type WHERE typowner = 10 AND (typtype IN ('e', 'd', 'r')
      OR typtype = 'c' AND EXISTS (SELECT FROM pg_class WHERE pg_class.oid = typrelid AND relkind = 'c'))
  ) AS object
  WHERE oid >= 16384
    AND NOT starts_with((SELECT nspname FROM pg_namespace WHERE pg_namespace.oid = namespace), 'pg_')
    AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = catalogue AND objid = object.oid AND deptype = 'e')`;
