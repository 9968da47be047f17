import fs from 'node:fs';
import path from 'node:path';
import type { Account } from './account.js';

/**
 * Gives a cluster to its account, and to nobody else: PostgreSQL refuses one of root's, or one that is open to others.
 * No server may run on it. While it goes on the folder is root's, so that what is cut off is done anew at the next start.
 * False when it was the account's already.
 */
export function giveToAccount(clusterDir: string, account: Account): boolean {
  if (fs.statSync(clusterDir).uid === account.uid) return false;
  const dir = fs.realpathSync(clusterDir);
  takeFolder(dir, { uid: 0, gid: 0 });
  giveContents(dir, account);
  takeFolder(dir, account);
  return true;
}

/** A folder before what is in it: then who had it can no longer put a link to foreign files in the place of one. */
function giveContents(dir: string, account: Account): void {
  for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
    const full = path.join(dir, entry.name);
    if (entry.isDirectory()) {
      takeFolder(full, account);
      giveContents(full, account);
    } else fs.lchownSync(full, account.uid, account.gid);
  }
}

function takeFolder(dir: string, { uid, gid }: Account): void {
  fs.lchownSync(dir, uid, gid);
  fs.chmodSync(dir, 0o700);
}
