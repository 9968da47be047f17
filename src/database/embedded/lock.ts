import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/**
 * Claims the data folder for this process, so that a second Signalbox on the same folder does not take
 * the first one's server for a leftover and stop it. Returns the function that gives the folder free.
 */
export function lockDataDir(dataDir: string): () => void {
  const file = path.join(dataDir, 'postgres.lock');
  const claim = JSON.stringify({ pid: process.pid, started: processStart(process.pid) });
  // Written aside and linked into place: a lock file is never seen half written.
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  fs.writeFileSync(draft, claim);
  try {
    while (!linkIfAbsent(draft, file)) {
      const owner = ownerOf(file);
      if (owner?.isAlive) throw inUse(dataDir, owner.pid);
      if (owner) removeDeadLock(file, draft);
    }
  } finally {
    fs.rmSync(draft, { force: true });
  }
  return () => {
    if (readIfPresent(file) === claim) fs.rmSync(file, { force: true });
  };
}

function inUse(dataDir: string, pid: number): Error {
  return new Error(
    `The data folder ${dataDir} is in use by another Signalbox (process ${pid}): ` +
      'stop that one first, or use another data folder',
  );
}

/** One process at a time, or a slow one would remove the lock that a fast one has just put in its place. */
function removeDeadLock(file: string, draft: string): void {
  const guard = `${file}.removal`;
  const hasGuard = linkIfAbsent(draft, guard);
  removeIfDead(hasGuard ? file : guard);
  if (hasGuard) fs.rmSync(guard, { force: true });
}

function removeIfDead(file: string): void {
  if (ownerOf(file)?.isAlive === false) fs.rmSync(file, { force: true });
}

/** Undefined when there is no such lock: it may be taken the next moment, unlike that of a dead process. */
function ownerOf(file: string): { pid: number; isAlive: boolean } | undefined {
  const text = readIfPresent(file);
  if (text === undefined) return undefined;
  try {
    const { pid, started } = JSON.parse(text) as { pid: number; started: string };
    return { pid, isAlive: processStart(pid) === started };
  } catch {
    // Not written by us, or damaged with the disk.
    return { pid: 0, isAlive: false };
  }
}

function linkIfAbsent(from: string, to: string): boolean {
  try {
    fs.linkSync(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Tells a process from a later one with the same pid. Undefined when no such process is running. */
function processStart(pid: number): string | undefined {
  if (process.platform === 'linux') {
    const stat = readIfPresent(`/proc/${pid}/stat`);
    if (stat === undefined) return undefined;
    // The fields follow the command in brackets, which may itself contain spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const isDead = fields[0] === 'Z' || fields[0] === 'X';
    // The start time counts from boot, so it identifies a process only together with the boot.
    return isDead ? undefined : `${readIfPresent('/proc/sys/kernel/random/boot_id')?.trim()} ${fields[19]}`;
  }
  if (!isRunning(pid)) return undefined;
  return process.platform === 'win32' ? 'running' : psField(pid, 'lstart');
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

/** One column of ps, for systems without /proc. */
export function psField(pid: number, field: 'lstart' | 'command'): string | undefined {
  try {
    const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
    return execFileSync('ps', ['-ww', '-o', `${field}=`, '-p', String(pid)], {
      env,
      encoding: 'utf8',
    }).trim();
  } catch {
    return undefined;
  }
}

export function readIfPresent(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    // ESRCH: the process went away while its /proc file was being read.
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ESRCH')) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}
