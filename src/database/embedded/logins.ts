import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Account } from './account.js';
import { readIfPresent } from './lock.js';

/** A role of the server, and the file of its password. */
export interface Login {
  role: string;
  /** Inside the cluster, so that no backup or move can part the two. PostgreSQL ignores foreign files. */
  file: string;
}

/** For the starter alone, which makes the role and the database of the app. */
export const SUPERUSER: Login = { role: 'signalbox_superuser', file: 'superuser-password' };

/** It owns its database and may do nothing beyond. Its password is new at each start; the file is for people and pg_dump. */
export const APP: Login = { role: 'signalbox', file: 'signalbox-password' };

export const newPassword = (): string => randomBytes(24).toString('base64url');

export function readPassword(clusterDir: string, { file }: Login): string | undefined {
  return readIfPresent(path.join(clusterDir, file))?.trim() || undefined;
}

/** Written aside and renamed: seen whole or not at all, and never through a link that somebody has put in its place. */
export function writePassword(folder: string, login: Login, password: string, account: Account | undefined): void {
  const draft = path.join(folder, `${login.file}.${randomBytes(6).toString('hex')}`);
  const file = fs.openSync(draft, 'wx', 0o600);
  try {
    fs.writeFileSync(file, password);
    if (account) fs.fchownSync(file, account.uid, account.gid);
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
  fs.renameSync(draft, path.join(folder, login.file));
}
