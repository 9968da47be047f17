import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HOUR } from '../../services/core/durations.js';
import { type Cluster, openCluster } from './cluster.js';
import type { Server } from './connect.js';
import { lockDataDir } from './lock.js';
import { ServerLog } from './log.js';
import { APP } from './logins.js';
import { startServer, stopIfAlive } from './server.js';

export interface EmbeddedPostgres {
  url: string;
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** The data folder of the app; the database files go below it. */
  dataDir: string;
  log: (message: string) => void;
  /** PostgreSQL settings over the defaults, such as `fsync: 'off'` for tests. */
  settings?: Record<string, string>;
}

/** Starts the PostgreSQL server that Signalbox brings along, creating its database on the first start. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log, settings = {} } = options;
  try {
    fs.mkdirSync(options.dataDir, { recursive: true });
    const dataDir = fs.realpathSync(options.dataDir);
    const unlock = lockDataDir(dataDir);
    try {
      const cluster = await openCluster({ dataDir, log, durable: settings.fsync !== 'off' });
      const serverLog = new ServerLog(path.join(dataDir, 'postgres.log'));
      const start = (samePort?: number) => startServer(cluster, serverLog, settings, samePort);
      return running({ cluster, serverLog, start, log, unlock }, await start());
    } catch (error) {
      unlock();
      throw error;
    }
  } catch (error) {
    throw inOneLine(error, options.dataDir);
  }
}

/** Tries to bring a server back that died, and milliseconds between them: its children may still be on their way out. */
const REVIVALS = 20;
const REVIVAL_PAUSE_MS = 1000;

interface Running {
  cluster: Cluster;
  serverLog: ServerLog;
  start: (samePort?: number) => Promise<Server>;
  log: (message: string) => void;
  unlock: () => void;
}

function running({ cluster, serverLog, start, log, unlock }: Running, first: Server): EmbeddedPostgres {
  const { port } = first;
  let server = first;
  let isStopping = false;
  const trimming = setInterval(() => serverLog.trim(), HOUR).unref();
  /** On the same port, so that the pool finds it again. */
  const revive = async () => {
    log(`The embedded PostgreSQL server stopped unexpectedly (see ${serverLog.file}) and is started again`);
    for (let attempt = 1; attempt <= REVIVALS && !isStopping; attempt++) {
      try {
        server = await start(port);
        return watch();
      } catch (error) {
        log(inOneLine(error, cluster.dir).message);
        await sleep(REVIVAL_PAUSE_MS, undefined, { ref: false });
      }
    }
  };
  let revival: Promise<void> = Promise.resolve();
  const watch = () => {
    server.process.once('exit', () => {
      if (!isStopping) revival = revive();
    });
  };
  watch();
  const stop = async () => {
    isStopping = true;
    clearInterval(trimming);
    try {
      await revival;
      await stopIfAlive(cluster, server.process);
    } finally {
      unlock();
    }
  };
  let stopped: Promise<void> | undefined;
  return {
    // sslmode: a PGSSLMODE meant for another server must not apply to this one.
    url: `postgres://${APP.role}:${cluster.appPassword}@127.0.0.1:${port}/signalbox?sslmode=disable`,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

function inOneLine(error: unknown, dataDir: string): Error {
  const message = (error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, ' ');
  const isFileError = error instanceof Error && 'syscall' in error;
  return new Error(
    isFileError ? `Cannot use the data folder ${dataDir} (${message}): make it writable, or set DATABASE_URL` : message,
    { cause: error },
  );
}
