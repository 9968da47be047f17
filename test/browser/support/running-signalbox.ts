import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';

const START_TIMEOUT_MS = 60_000;

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

/** Waits until an address answers at all. */
export async function answers(url: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`${url} never answered: its process has ended`);
    try {
      await fetch(url);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error(`${url} did not answer in time`);
}

export interface RunningSignalbox {
  base: string;
  /** Of the first administrator, as it was printed. */
  password: string;
  stop: () => Promise<void>;
}

/** The built process as its user starts it: production mode, a new data folder, the embedded PostgreSQL. */
export async function runSignalbox(env: Record<string, string>): Promise<RunningSignalbox> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'signalbox-browser-'));
  // As root, the database runs as another user, who must get to its folder.
  await chmod(dataDir, 0o755);
  const port = await freePort();
  const child = spawn(process.execPath, ['dist/src/main.js'], {
    env: { ...process.env, DATABASE_URL: '', NODE_ENV: 'production', DATA_DIR: dataDir, PORT: `${port}`, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const base = `http://127.0.0.1:${port}`;
  await answers(`${base}/health`, child);
  const [, password = ''] = /first login: (\S+)/.exec(output) ?? [];
  const stop = async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
    await rm(dataDir, { recursive: true, force: true });
  };
  return { base, password, stop };
}
