import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { type Account, canPass, ELSEWHERE, makePublicDir, ownAccount, SHARED_DIR, sharedUids } from './account.js';

export interface ClusterPlace {
  clusterDir: string;
  exists: boolean;
  /** Undefined: PostgreSQL runs as the same user as we do. */
  account: Account | undefined;
  /** What stops a server that was left behind: whose the cluster was so far, with the group that may pass by now. */
  formerAccount: Account | undefined;
}

/** Finds the database cluster of a data folder, or the place where to create it. */
export function findClusterPlace(dataDir: string, log: (message: string) => void): ClusterPlace {
  const ownDir = path.join(dataDir, 'postgres');
  if (process.getuid?.() !== 0) {
    return { clusterDir: ownDir, exists: isOwnCluster(ownDir), account: undefined, formerAccount: undefined };
  }
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const sharedDir = path.join(SHARED_DIR, hash, 'postgres');
  // A cluster that exists wins over what the permissions say today, or the data would seem to be lost.
  const existing = [ownDir, sharedDir].find(isCluster);
  const owner = existing ? ownerOf(existing) : undefined;
  const account = existing && owner && keepsCluster(existing, owner) ? owner : ownAccount(dataDir);
  const canStay = existing !== sharedDir && letPass(dataDir, account, owner);
  const clusterDir = existing ?? (canStay ? ownDir : sharedDir);
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
  return {
    clusterDir,
    exists: existing !== undefined,
    account,
    formerAccount: { ...account, uid: owner?.uid ?? account.uid },
  };
}

function isCluster(dir: string): boolean {
  return fs.existsSync(path.join(dir, 'PG_VERSION'));
}

function isOwnCluster(dir: string): boolean {
  const owner = fs.statSync(dir, { throwIfNoEntry: false })?.uid;
  if (owner !== undefined && process.getuid && owner !== process.getuid()) {
    throw new Error(
      `${dir} belongs to another user (uid ${owner}): start Signalbox as that user or as root, ${ELSEWHERE}`,
    );
  }
  return isCluster(dir);
}

/** Undefined: root, after a restored backup or a start that was cut off while it gave the cluster away. */
function ownerOf(clusterDir: string): Account | undefined {
  const { uid, gid } = fs.statSync(clusterDir);
  return uid === 0 ? undefined : { uid, gid };
}

/**
 * Whoever owns a cluster keeps it, so that Signalbox can be started as root once and as that user later. But in a folder
 * that is not theirs, shared users have clusters only that root once started as them.
 */
function keepsCluster(clusterDir: string, { uid }: Account): boolean {
  return !sharedUids().includes(uid) || fs.statSync(path.dirname(fs.realpathSync(clusterDir))).uid === uid;
}

/**
 * A data folder which is private to root (0700) becomes passable for the account alone, through its group, instead of
 * the former account's; another group that already has rights there is left as it is. The folders above are not ours
 * to change.
 */
function letPass(dataDir: string, account: Account, former: Account | undefined): boolean {
  const { mode, gid } = fs.statSync(dataDir);
  const isPrivate = (mode & 0o071) === 0 || ((mode & 0o071) === 0o010 && gid === former?.gid);
  if (isPrivate && canPass(path.dirname(dataDir), account)) {
    fs.chownSync(dataDir, -1, account.gid);
    fs.chmodSync(dataDir, (mode & 0o777) | 0o010);
  }
  return canPass(dataDir, account);
}
