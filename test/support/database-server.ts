import pg from 'pg';

/** How the process that started the server tells the workers, which inherit its environment, where it is. */
const SERVER = 'SIGNALBOX_TEST_SERVER';
const RUN = 'SIGNALBOX_TEST_RUN';

/** Where the tests' databases are, and how the names of this run's begin. */
function testServer(): { url: string; run: string } {
  const { [SERVER]: url, [RUN]: run } = process.env;
  if (!url || !run) throw new Error('There is no test database: run the specs with mocha and its .mocharc.cjs');
  return { url, run };
}

export function publishServer(url: string): void {
  process.env[SERVER] = url;
  process.env[RUN] = `signalbox_test_${process.pid}`;
}

/** The migrated database that the workers clone. */
export const templateName = (): string => `${testServer().run}_template`;

/** The URL of another database on the same server. */
function databaseUrl(name: string): string {
  const other = new URL(testServer().url);
  other.pathname = `/${name}`;
  return other.href;
}

let made = 0;

/** A name that no other worker and no other run on the same server uses. */
const freshName = (): string => `${testServer().run}_${process.env.MOCHA_WORKER_ID ?? 'main'}_${made++}`;

/** Whatever the server's is: one whose days differ from UTC's, and where the clocks change. */
const TIME_ZONE = 'America/New_York';

/** Makes a migrated or an empty database and returns its URL. It lasts as long as the run. */
export async function createDatabase(kind: 'migrated' | 'empty', name = freshName()): Promise<string> {
  await onServer(async (client) => {
    await client.query(`CREATE DATABASE ${name}${kind === 'empty' ? '' : ` TEMPLATE ${templateName()}`}`);
    await client.query(`ALTER DATABASE ${name} SET timezone TO '${TIME_ZONE}'`);
  });
  return databaseUrl(name);
}

/** Drops what this run has made, in whichever process. */
export async function dropDatabases(): Promise<void> {
  await onServer(async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [`${testServer().run}_`],
    );
    for (const { datname } of rows) await client.query(`DROP DATABASE ${datname} WITH (FORCE)`);
  });
}

async function onServer(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(testServer().url);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
