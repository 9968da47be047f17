import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** The system user PostgreSQL runs as when we are root, which it refuses to run as. */
export interface Account {
  uid: number;
  gid: number;
}

/** What PostgreSQL needs and its system user cannot reach where it is, for example below /root. */
export const SHARED_DIR = '/var/lib/signalbox';

export const ELSEWHERE = 'or set DATABASE_URL to use another PostgreSQL';

/** Nobody's by systemd's list of who uses which (systemd.io/UIDS-GIDS), and low enough for containers, whose ids end at 65535. */
const OWN_IDS = { first: 60_706, last: 61_183 };

/** Whom several programs of a machine run as, servers of PostgreSQL among them: each could read what is another's. */
const SHARED_NAMES = ['postgres', 'nobody'];

/** The account of this data folder alone: a number without a name, which one other folder in 478 may have, too. */
export function ownAccount(dataDir: string): Account {
  const named = new Set(users().map(({ uid }) => uid));
  const count = OWN_IDS.last - OWN_IDS.first + 1;
  const free = Array.from({ length: count }, (_, index) => OWN_IDS.first + index).filter((id) => !named.has(id));
  const id = free[createHash('sha256').update(dataDir).digest().readUInt32BE() % free.length];
  if (id === undefined) {
    throw new Error(`PostgreSQL cannot run as root: start Signalbox as another user, ${ELSEWHERE}`);
  }
  return { uid: id, gid: id };
}

/**
 * Whom initdb runs as for an own account, since it asks for its user's name. With the account's group it is out of reach
 * of that user's other processes: what a folder is open to by its group alone, and the kernel's rules for looking into a
 * process, ask for both numbers.
 */
export function namedAccount({ gid }: Account): Account {
  const [uid] = sharedUids();
  if (uid === undefined) {
    throw new Error(`PostgreSQL cannot run as root: start Signalbox as another user, ${ELSEWHERE}`);
  }
  return { uid, gid };
}

/** In the order of SHARED_NAMES. */
export function sharedUids(): number[] {
  const all = users();
  return SHARED_NAMES.flatMap((name) => all.filter((user) => user.name === name && user.uid > 0).map(({ uid }) => uid));
}

function users(): { name: string; uid: number }[] {
  const lines = fs.readFileSync('/etc/passwd', 'utf8').split('\n');
  return lines.map((line) => line.split(':')).map(([name = '', , uid]) => ({ name, uid: Number(uid) }));
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
