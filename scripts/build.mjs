// Compiles the TypeScript and bundles the console. `--if-stale` does so only when a source has changed since.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const dist = path.join(root, 'dist');
const stamp = path.join(dist, '.built-from');
const FOLDERS = ['src', 'test', 'bench', 'scripts'];

/** Every file that the build reads. */
function sources(entry) {
  const full = path.join(root, entry);
  if (!existsSync(full)) return [];
  const children = readdirSync(full, { withFileTypes: true, recursive: true });
  return children.filter((child) => child.isFile()).map((child) => path.join(child.parentPath, child.name));
}

function digest() {
  const files = FOLDERS.flatMap(sources).sort();
  const settings = ['ormconfig.ts', 'tsconfig.json', 'package-lock.json'].map((name) => path.join(root, name));
  const hash = createHash('sha256');
  for (const file of [...files, ...settings]) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex');
}

/** What was compiled from a source that is gone: a test among it would go on running. */
function removeOrphans() {
  for (const file of FOLDERS.flatMap((folder) => sources(path.join('dist', folder)))) {
    const source = path.join(root, path.relative(dist, file)).replace(/\.js(\.map)?$/, '.ts');
    if (!existsSync(source)) rmSync(file);
  }
}

function run(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

const current = digest();
const isFresh = existsSync(stamp) && readFileSync(stamp, 'utf8') === current;
if (!isFresh || !process.argv.includes('--if-stale')) {
  console.log('Building…');
  removeOrphans();
  run('node_modules/@typescript/native/bin/tsc', '--project', 'tsconfig.json');
  run('dist/src/admin/adminjs/bundle.js');
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, current);
}
