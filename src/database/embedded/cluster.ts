import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { type Account, findClusterPlace } from './account.js';
import { type Binaries, findBinaries, run } from './binaries.js';
import { isRunning, psField, readIfPresent } from './lock.js';

/** A database cluster: the folder, who runs its server and with which programs. */
export interface Cluster {
  dir: string;
  account: Account | undefined;
  binaries: Binaries;
  password: string;
}

export interface ClusterOptions {
  dataDir: string;
  log: (message: string) => void;
  /** False only where the data may be lost, as in tests. */
  durable: boolean;
}

/** Inside the cluster, so that no backup or move can part the two. PostgreSQL ignores foreign files. */
const PASSWORD_FILE = 'signalbox-password';

const DRAFT_PREFIX = 'postgres-new-';

/** Opens the cluster of a data folder, creating it on the first start. No server runs on it afterwards. */
export async function openCluster(options: ClusterOptions): Promise<Cluster> {
  const { clusterDir: dir, exists, account } = findClusterPlace(options.dataDir, options.log);
  const binaries = await findBinaries(account);
  if (!exists) {
    options.log(`Creating the embedded PostgreSQL database in ${dir}`);
    await createCluster(dir, account, binaries, options.durable);
  }
  const passwordFile = path.join(dir, PASSWORD_FILE);
  const password = readIfPresent(passwordFile)?.trim();
  if (!password) throw new Error(`${passwordFile} is missing: restore it, or set DATABASE_URL`);
  const cluster = { dir, account, binaries, password };
  if (exists) await stopLeftover(cluster, options.log);
  return cluster;
}

/**
 * Prepares the cluster in a folder next to its place and renames it when complete, password included:
 * an initdb that was interrupted leaves nothing that the next start could take for a cluster.
 */
async function createCluster(
  dir: string,
  account: Account | undefined,
  binaries: Binaries,
  durable: boolean,
): Promise<void> {
  removeDrafts(path.dirname(dir));
  const draft = fs.mkdtempSync(path.join(path.dirname(dir), DRAFT_PREFIX));
  const draftDir = path.join(draft, 'cluster');
  const passwordFile = path.join(draft, 'password');
  fs.writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (account) {
    for (const file of [passwordFile, draft]) fs.chownSync(file, account.uid, account.gid);
  }
  const access = ['--username=signalbox', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const sync = durable ? [] : ['--no-sync'];
  await run(binaries.initdb, ['-D', draftDir, '--encoding=UTF8', ...localeFlags(), ...access, ...sync], account);
  fs.renameSync(passwordFile, path.join(draftDir, PASSWORD_FILE));
  fs.renameSync(draftDir, dir);
  fs.rmdirSync(draft);
}

/** Not every system has a C.UTF-8 of its own; PostgreSQL's built-in one does the work in both cases. */
function localeFlags(): string[] {
  const locale = process.platform === 'linux' ? ['--locale=C.UTF-8'] : ['--locale=C', '--builtin-locale=C.UTF-8'];
  return ['--locale-provider=builtin', ...locale];
}

function removeDrafts(parent: string): void {
  for (const name of fs.readdirSync(parent).filter((entry) => entry.startsWith(DRAFT_PREFIX))) {
    try {
      fs.rmSync(path.join(parent, name), { recursive: true, force: true });
    } catch {
      // An initdb that outlived its Signalbox may still be writing there: the next first start cleans up.
    }
  }
}

/** Stops the server of a Signalbox that was killed: a cluster can have one server only, and ours is next. */
async function stopLeftover(cluster: Cluster, log: (message: string) => void): Promise<void> {
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

export function stopServer({ dir, account, binaries }: Cluster): Promise<void> {
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
