import fs from 'node:fs';
import path from 'node:path';
import type { Account } from './account.js';
import { type Binaries, run } from './binaries.js';
import { isRunning, psField, readIfPresent } from './lock.js';

/** Where a server runs, as whom, and what stops it. */
interface Place {
  dir: string;
  account: Account | undefined;
  binaries: Binaries;
}

/** Stops the server of a Signalbox that was killed: a cluster can have one server only, and ours is next. */
export async function stopLeftover(cluster: Place, log: (message: string) => void): Promise<void> {
  const pidFile = path.join(cluster.dir, 'postmaster.pid');
  const pid = Number.parseInt(readIfPresent(pidFile) ?? '', 10);
  // The file of a dead server is PostgreSQL's to judge: it also looks for surviving child processes.
  if (Number.isNaN(pid) || !isRunning(pid)) return;
  if (isServerOf(cluster.dir, pid)) {
    log(`Stopping the PostgreSQL server that a killed Signalbox left behind (process ${pid})`);
    await stopServer(cluster);
  } else {
    // The pid has gone to another process since a crash, which PostgreSQL would take for a running server.
    fs.rmSync(pidFile, { force: true });
  }
}

export function stopServer({ dir, account, binaries }: Place): Promise<void> {
  return run(binaries.pgCtl, ['stop', '-D', dir, '-m', 'fast', '-w', '-t', '60', '-s'], account);
}

function isServerOf(clusterDir: string, pid: number): boolean {
  // On Windows a pid that is not a PostgreSQL server does not get in the way, so that pg_ctl may judge.
  if (process.platform === 'win32') return true;
  if (process.platform !== 'linux') {
    const command = psField(pid, 'command') ?? '';
    return command.includes('postgres') && command.includes(`-D ${clusterDir} `);
  }
  const [program = '', ...args] = fromProc(() => fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
  if (path.basename(program) !== 'postgres') return false;
  // A server works in its cluster folder, also one that was started by hand with a relative path.
  return args.includes(clusterDir) || fromProc(() => fs.readlinkSync(`/proc/${pid}/cwd`)) === clusterDir;
}

/** Empty when the process is gone, or hidden from us as another user's. */
function fromProc(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
