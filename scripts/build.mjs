// Compiles the TypeScript and bundles the console. `--if-stale` does so only when a source has changed since.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const stamp = path.join(root, 'dist', '.built-from');

/** Every file that the build reads. */
function sources(entry) {
  const full = path.join(root, entry);
  if (!existsSync(full)) return [];
  const children = readdirSync(full, { withFileTypes: true, recursive: true });
  return children.filter((child) => child.isFile()).map((child) => path.join(child.parentPath, child.name));
}

function digest() {
  const files = ['src', 'test', 'bench', 'scripts'].flatMap(sources).sort();
  const settings = ['ormconfig.ts', 'tsconfig.json', 'package-lock.json'].map((name) => path.join(root, name));
  const hash = createHash('sha256');
  for (const file of [...files, ...settings]) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex');
}

function run(...args) {
  execFileSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
}

const current = digest();
const isFresh = existsSync(stamp) && readFileSync(stamp, 'utf8') === current;
if (!isFresh || !process.argv.includes('--if-stale')) {
  console.log('Building…');
  run('node_modules/typescript/bin/tsc', '--project', 'tsconfig.json');
  run('dist/src/admin/bundle.js');
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, current);
}
