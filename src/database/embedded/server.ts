import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { cannotRun, spawnOptions } from './binaries.js';
import type { Cluster } from './cluster.js';
import { hasExited, type Server } from './connect.js';
import { prepareDatabase } from './database.js';
import { stopServer } from './leftover.js';
import type { ServerLog } from './log.js';

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
      await prepareDatabase(cluster, server);
      return server;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const reason = hasExited(server.process) ? (log.failure() ?? message) : message;
      await stopIfAlive(cluster, server.process);
      if (attempt === START_ATTEMPTS) {
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

export async function stopIfAlive(cluster: Cluster, server: ChildProcess): Promise<void> {
  if (hasExited(server)) return;
  // Unlike while it runs: nothing else may be left to keep us alive until it has stopped.
  server.ref();
  const exited = once(server, 'exit');
  await stopServer(cluster);
  // pg_ctl sees the server gone a moment before we do.
  if (!hasExited(server)) await exited;
}
