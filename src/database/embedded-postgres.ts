import fs from 'node:fs';
import path from 'node:path';
import { type Cluster, openCluster } from './embedded-cluster.js';
import { lockDataDir } from './embedded-lock.js';
import { ServerLog } from './embedded-log.js';
import { type Server, startServer, stopIfAlive } from './embedded-server.js';

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
      const server = await startServer(cluster, serverLog, settings);
      return running(cluster, server, serverLog, log, unlock);
    } catch (error) {
      unlock();
      throw error;
    }
  } catch (error) {
    throw inOneLine(error, options.dataDir);
  }
}

function running(
  cluster: Cluster,
  server: Server,
  serverLog: ServerLog,
  log: (message: string) => void,
  unlock: () => void,
): EmbeddedPostgres {
  const trimming = setInterval(() => serverLog.trim(), 3_600_000).unref();
  const reportDeath = () => log(`The embedded PostgreSQL server stopped unexpectedly: see ${serverLog.file}`);
  server.process.once('exit', reportDeath);
  const stop = async () => {
    clearInterval(trimming);
    server.process.off('exit', reportDeath);
    try {
      await stopIfAlive(cluster, server.process);
    } finally {
      unlock();
    }
  };
  let stopped: Promise<void> | undefined;
  return {
    // sslmode: a PGSSLMODE meant for another server must not apply to this one.
    url: `postgres://signalbox:${cluster.password}@127.0.0.1:${server.port}/signalbox?sslmode=disable`,
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
