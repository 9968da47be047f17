import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { cannotRun, spawnOptions } from './binaries.js';
import { type Cluster, stopServer } from './cluster.js';
import type { ServerLog } from './log.js';

export interface Server {
  process: ChildProcess;
  port: number;
}

const DEFAULT_SETTINGS = { max_connections: '100', shared_buffers: '128MB', fsync: 'on' };

const START_ATTEMPTS = 3;

/** More than one attempt: the port may be taken meanwhile, or a killed server still be on its way out. */
export async function startServer(
  cluster: Cluster,
  log: ServerLog,
  settings: Record<string, string>,
  samePort?: number,
): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    log.startSession();
    const server = await spawnServer(cluster, log, settings, samePort ?? (await freePort()));
    try {
      await createDatabase(cluster, server);
      return server;
    } catch (error) {
      await stopIfAlive(cluster, server.process);
      if (attempt === START_ATTEMPTS) {
        const reason = error instanceof pg.DatabaseError ? error.message : (log.failure() ?? String(error));
        throw new Error(`The embedded PostgreSQL server does not start: ${reason} (see ${log.file})`);
      }
      await sleep(300);
    }
  }
}

async function spawnServer(
  cluster: Cluster,
  log: ServerLog,
  settings: Record<string, string>,
  port: number,
): Promise<Server> {
  // No Unix socket: its path may not be longer than 107 characters, and nothing uses it.
  const network = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '' };
  const all = Object.entries({ ...DEFAULT_SETTINGS, ...settings, ...network });
  const flags = all.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const program = cluster.binaries.postgres;
  const output = log.open(cluster.account);
  try {
    const server = spawn(program, ['-D', cluster.dir, ...flags], {
      ...spawnOptions(program, cluster.account),
      stdio: ['ignore', output, output],
    });
    await once(server, 'spawn');
    // The server alone does not keep a process alive that has ended otherwise.
    server.unref();
    return { process: server, port };
  } catch (error) {
    throw cannotRun(program, error);
  } finally {
    fs.closeSync(output);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Looks for the database instead of relying on "first start": that one may have been cut short. */
async function createDatabase(cluster: Cluster, server: Server): Promise<void> {
  const client = await connectWhenReady(cluster, server);
  try {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = 'signalbox'");
    if (found.rowCount === 0) await client.query('CREATE DATABASE signalbox');
  } finally {
    await client.end();
  }
}

/** Waits as long as the server lives: recovery after a crash takes its time. */
async function connectWhenReady(cluster: Cluster, server: Server): Promise<pg.Client> {
  const began = Date.now();
  while (!hasExited(server.process)) {
    const client = new pg.Client({
      host: '127.0.0.1',
      port: server.port,
      user: 'signalbox',
      password: cluster.password,
      database: 'postgres',
      ssl: false,
      connectionTimeoutMillis: 5000,
    });
    client.on('error', () => {});
    try {
      await client.connect();
      return client;
    } catch (error) {
      const isStarting = !(error instanceof pg.DatabaseError) || error.code === '57P03';
      if (!isStarting) throw error;
    }
    // The server logs each refusal, so a long recovery is polled less often.
    await sleep(Date.now() - began < 3000 ? 20 : 250);
  }
  throw new Error('it exited at once');
}

export async function stopIfAlive(cluster: Cluster, server: ChildProcess): Promise<void> {
  if (hasExited(server)) return;
  // Unlike while it runs: nothing else may be left to keep us alive until it has stopped.
  server.ref();
  const exited = once(server, 'exit');
  await stopServer(cluster);
  // pg_ctl sees the server gone a moment before we do.
  if (!hasExited(server)) await exited;
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
