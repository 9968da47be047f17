// Imports run one way: entities <- services <- {api, admin, jobs} <- app <- main. This is the table of it.
// Usage: node scripts/check-imports.mjs [root]
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(process.argv[2] ?? '.');

/** What each part may import of ours besides itself, and which packages it alone keeps. The first match counts. */
const LAYERS = [
  { part: 'src/config.ts', may: [] },
  { part: 'src/entities/', may: [] },
  { part: 'src/migrations/', may: [] },
  { part: 'src/services/', may: ['src/entities/', 'src/config.ts'] },
  { part: 'src/database/', may: ['src/services/core/', 'src/services/events/partitions.ts'] },
  { part: 'src/jobs/', may: ['src/services/'] },
  { part: 'src/http/', may: ['src/services/', 'src/config.ts'] },
  { part: 'src/api/', may: ['src/http/', 'src/services/', 'src/entities/'] },
  { part: 'src/admin/components/', may: [] },
  { part: 'src/admin/', may: ['src/http/', 'src/services/', 'src/entities/', 'src/config.ts'] },
  { part: 'src/app.ts', may: ['src/api/', 'src/admin/', 'src/http/', 'src/services/', 'src/config.ts'] },
  { part: 'src/logger.ts', may: ['src/services/core/redact.ts', 'src/config.ts'] },
  { part: 'src/parts.ts', may: [] },
  { part: 'src/generated-secrets.ts', may: ['src/config.ts'] },
  {
    part: 'src/serve.ts',
    may: ['src/app.ts', 'src/config.ts', 'src/database/', 'src/jobs/', 'src/parts.ts', 'src/services/', 'ormconfig.ts'],
  },
  { part: 'src/main.ts', may: ['src/', 'ormconfig.ts'] },
  { part: 'ormconfig.ts', may: ['src/entities/', 'src/migrations/'] },
  { part: 'scripts/', may: ['src/', 'ormconfig.ts'] },
  { part: 'bench/', may: ['src/', 'ormconfig.ts', 'scripts/', 'test/'] },
  { part: 'test/', may: ['src/', 'ormconfig.ts', 'scripts/'] },
];

/** Packages that only these parts may import. */
const PACKAGES = [
  {
    name: /^(express|express-session|helmet|cors|compression)$/,
    in: ['src/http/', 'src/api/', 'src/admin/', 'src/app.ts', 'test/', 'bench/'],
  },
  { name: /^(adminjs|@adminjs\/.+|passport.*|connect-pg-simple)$/, in: ['src/admin/', 'test/'] },
];

const IMPORT = /^\s*(?:import|export)\b[^'";]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/gm;

const withoutComments = (text) => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, (part) => part.replace(/[^\n]/g, ''));

const startsWithAny = (file, parts) => parts.some((part) => file.startsWith(part));

/** The file that a specifier means, from the root; null for a package. */
function resolve(file, specifier) {
  if (!specifier.startsWith('.')) return null;
  return path.posix.join(path.posix.dirname(file), specifier).replace(/\.js$/, '.ts');
}

function problemOf(file, specifier) {
  const layer = LAYERS.find(({ part }) => file.startsWith(part));
  if (!layer) return 'belongs to no part: name its part in scripts/check-imports.mjs';
  const target = resolve(file, specifier);
  if (target !== null) {
    const own = LAYERS.find(({ part }) => target.startsWith(part)) === layer;
    return own || startsWithAny(target, layer.may) ? null : `${layer.part} may not import ${target}`;
  }
  const guarded = PACKAGES.find(({ name }) => name.test(specifier));
  return guarded && !startsWithAny(file, guarded.in) ? `${layer.part} may not import the package ${specifier}` : null;
}

const folders = ['src', 'test', 'bench', 'scripts'].filter((folder) => existsSync(path.join(root, folder)));
const files = folders
  .flatMap((folder) => readdirSync(path.join(root, folder), { recursive: true }).map((name) => path.join(folder, name)))
  .map((name) => name.split(path.sep).join('/'))
  .concat('ormconfig.ts')
  .filter((name) => /\.tsx?$/.test(name));

let problems = 0;
for (const file of files) {
  const text = withoutComments(readFileSync(path.join(root, file), 'utf8'));
  for (const match of text.matchAll(IMPORT)) {
    const problem = problemOf(file, match[1] ?? match[2]);
    if (problem === null) continue;
    problems += 1;
    const line = text.slice(0, match.index + match[0].search(/\S/)).split('\n').length;
    console.error(`${file}:${line}: ${problem}`);
  }
}
console.log(problems === 0 ? `Imports of ${files.length} files run one way` : `${problems} imports run the wrong way`);
process.exitCode = problems === 0 ? 0 : 1;
