import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** The system user PostgreSQL runs as when we are root, which it refuses to run as. */
export interface Account {
  uid: number;
  gid: number;
}

export interface ClusterPlace {
  clusterDir: string;
  exists: boolean;
  /** Undefined: PostgreSQL runs as the same user as we do. */
  account: Account | undefined;
}

/** What PostgreSQL needs and its system user cannot reach where it is, for example below /root. */
export const SHARED_DIR = '/var/lib/signalbox';

const ELSEWHERE = 'or set DATABASE_URL to use another PostgreSQL';

/** Finds the database cluster of a data folder, or the place where to create it. */
export function findClusterPlace(dataDir: string, log: (message: string) => void): ClusterPlace {
  const ownDir = path.join(dataDir, 'postgres');
  if (process.getuid?.() !== 0) {
    return { clusterDir: ownDir, exists: isOwnCluster(ownDir), account: undefined };
  }
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const sharedDir = path.join(SHARED_DIR, hash, 'postgres');
  // A cluster that exists wins over what the permissions say today, or the data would seem to be lost.
  const existing = [ownDir, sharedDir].find(isCluster);
  const account = (existing ? ownerOf(existing) : undefined) ?? systemAccount();
  const clusterDir = existing ?? (letPass(dataDir, account) ? ownDir : sharedDir);
  if (clusterDir === sharedDir) {
    makePublicDir(path.dirname(sharedDir));
    log(`The database files of ${dataDir} are in ${sharedDir}: PostgreSQL cannot run as root`);
  }
  if (!canPass(path.dirname(clusterDir), account)) {
    throw new Error(
      `The system user of PostgreSQL (uid ${account.uid}) cannot reach ${clusterDir}: ` +
        `make its parent folders passable (chmod o+x), ${ELSEWHERE}`,
    );
  }
  if (existing) giveToAccount(existing, account);
  return { clusterDir, exists: existing !== undefined, account };
}

function isCluster(dir: string): boolean {
  return fs.existsSync(path.join(dir, 'PG_VERSION'));
}

function isOwnCluster(dir: string): boolean {
  const owner = fs.statSync(dir, { throwIfNoEntry: false })?.uid;
  if (owner !== undefined && process.getuid && owner !== process.getuid()) {
    throw new Error(`${dir} belongs to another user (uid ${owner}): start Signalbox as that user, ${ELSEWHERE}`);
  }
  return isCluster(dir);
}

/** Whoever owns a cluster keeps it, so that Signalbox can be started as root once and as that user later. */
function ownerOf(clusterDir: string): Account | undefined {
  const { uid, gid } = fs.statSync(clusterDir);
  return uid === 0 ? undefined : { uid, gid };
}

function systemAccount(): Account {
  const users = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (!user) {
    throw new Error(`PostgreSQL cannot run as root: start Signalbox as another user, ${ELSEWHERE}`);
  }
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

/** A cluster that root restored from a backup belongs to root and may be open to others: both are refused. */
function giveToAccount(clusterDir: string, { uid, gid }: Account): void {
  if (fs.statSync(clusterDir).uid === uid) return;
  for (const entry of fs.readdirSync(clusterDir, { recursive: true, encoding: 'utf8' })) {
    fs.lchownSync(path.join(clusterDir, entry), uid, gid);
  }
  fs.chmodSync(clusterDir, 0o700);
  fs.chownSync(clusterDir, uid, gid);
}

/**
 * A data folder which is private to root (0700) becomes passable for the account alone, through its
 * group; a group that already has rights there is left as it is. The folders above are not ours to change.
 */
function letPass(dataDir: string, account: Account): boolean {
  const { mode } = fs.statSync(dataDir);
  if ((mode & 0o071) === 0 && canPass(path.dirname(dataDir), account)) {
    fs.chownSync(dataDir, -1, account.gid);
    fs.chmodSync(dataDir, (mode & 0o777) | 0o010);
  }
  return canPass(dataDir, account);
}

/** Whether the account may go through this folder (or run this file) and every folder above it. */
export function canPass(target: string, account: Account): boolean {
  const { uid, gid, mode } = fs.statSync(target);
  const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  const parent = path.dirname(target);
  return (mode & bit) !== 0 && (parent === target || canPass(parent, account));
}

/** Creates a folder below SHARED_DIR that others can pass whatever our umask. */
export function makePublicDir(dir: string): void {
  fs.mkdirSync(dir, { recursive: true });
  fs.chmodSync(SHARED_DIR, 0o755);
  fs.chmodSync(dir, 0o755);
}
