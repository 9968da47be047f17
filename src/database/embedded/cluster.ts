import fs from 'node:fs';
import path from 'node:path';
import { type Account, namedAccount } from './account.js';
import { type Binaries, findBinaries, run } from './binaries.js';
import { stopLeftover } from './leftover.js';
import { APP, newPassword, readPassword, SUPERUSER, writePassword } from './logins.js';
import { giveToAccount } from './ownership.js';
import { findClusterPlace } from './place.js';

/** A database cluster: the folder, who runs its server and with which programs. */
export interface Cluster {
  dir: string;
  account: Account | undefined;
  binaries: Binaries;
  superuserPassword: string;
  /** Of the role that the app connects as, as long as this process lives. */
  appPassword: string;
}

export interface ClusterOptions {
  dataDir: string;
  log: (message: string) => void;
  /** False only where the data may be lost, as in tests. */
  durable: boolean;
}

const DRAFT_PREFIX = 'postgres-new-';

/** Opens the cluster of a data folder, creating it on the first start. No server runs on it afterwards. */
export async function openCluster({ dataDir, log, durable }: ClusterOptions): Promise<Cluster> {
  const { clusterDir: dir, exists, account, formerAccount } = findClusterPlace(dataDir, log);
  const binaries = await findBinaries(account);
  if (exists) {
    await stopLeftover({ dir, binaries, account: formerAccount }, log);
    if (account && giveToAccount(dir, account)) log(`The database files in ${dir} belong to uid ${account.uid} now`);
  } else {
    log(`Creating the embedded PostgreSQL database in ${dir}`);
    await createCluster(dir, account, binaries, durable);
  }
  return { dir, account, binaries, superuserPassword: superuserPassword(dir, account), appPassword: newPassword() };
}

function superuserPassword(dir: string, account: Account | undefined): string {
  const known = readPassword(dir, SUPERUSER);
  if (known) return known;
  // The app was the superuser in earlier versions. On disk before it holds, so that no start that is cut off loses it.
  if (!readPassword(dir, APP)) {
    throw new Error(`${path.join(dir, SUPERUSER.file)} is missing: restore it, or set DATABASE_URL`);
  }
  const password = newPassword();
  writePassword(dir, SUPERUSER, password, account);
  return password;
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
  fs.mkdirSync(draftDir);
  const creator = account && namedAccount(account);
  writePassword(draft, SUPERUSER, newPassword(), creator);
  if (creator) {
    fs.chownSync(draftDir, creator.uid, creator.gid);
    // Open to the account's group alone, which the other processes of the creator's user do not have.
    fs.chownSync(draft, 0, creator.gid);
    fs.chmodSync(draft, 0o710);
  }
  const passwordFile = path.join(draft, SUPERUSER.file);
  const access = [`--username=${SUPERUSER.role}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const sync = durable ? [] : ['--no-sync'];
  await run(binaries.initdb, ['-D', draftDir, '--encoding=UTF8', ...localeFlags(), ...access, ...sync], creator);
  fs.renameSync(passwordFile, path.join(draftDir, SUPERUSER.file));
  if (account) giveToAccount(draftDir, account);
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
