import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const CRUISER = path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const PLACES = ['src', 'test', 'bench', 'scripts', 'ormconfig.ts'];

interface Report {
  summary: {
    violations: { from: string; to: string; rule: { name: string } }[];
    ruleSetUsed: { forbidden: { name: string }[] };
  };
}

type Import = [from: string, to: string, kind?: 'import' | 'import type'];

/** An import that breaks each rule, and that one alone. */
const BREACHES: Record<string, Import> = {
  'no-circle': ['src/services/users/one.ts', 'src/services/users/other.ts', 'import type'],
  config: ['src/config.ts', 'src/services/core/b.ts', 'import type'],
  entities: ['src/entities/a.ts', 'src/services/core/b.ts'],
  migrations: ['src/migrations/a.ts', 'src/entities/b.ts'],
  core: ['src/services/core/read/a.ts', 'src/services/tasks/b.ts', 'import type'],
  deps: ['src/services/deps.ts', 'src/http/b.ts'],
  'all-jobs': ['src/services/all-jobs.ts', 'src/http/b.ts'],
  'all-sealed': ['src/services/all-sealed.ts', 'src/http/b.ts'],
  database: ['src/database/a.ts', 'src/http/b.ts'],
  http: ['src/http/a.ts', 'src/api/b.ts'],
  jobs: ['src/jobs/a.ts', 'src/http/b.ts'],
  api: ['src/api/a.ts', 'src/admin/b.ts'],
  admin: ['src/admin/a.ts', 'src/api/b.ts'],
  app: ['src/app.ts', 'src/process/b.ts'],
  process: ['src/process/a.ts', 'src/api/b.ts'],
  main: ['src/main.ts', 'src/jobs/b.ts'],
  ormconfig: ['ormconfig.ts', 'src/http/b.ts'],
  scripts: ['scripts/a.ts', 'test/b.ts'],
  test: ['test/a.ts', 'bench/b.ts'],
  'core-input': ['src/services/core/input/a.ts', 'src/services/core/access/b.ts'],
  'core-cache': ['src/services/core/cache/a.ts', 'src/services/core/access/b.ts'],
  'core-access': ['src/services/core/access/a.ts', 'src/services/core/read/b.ts'],
  'core-read': ['src/services/core/read/a.ts', 'src/services/core/write/b.ts'],
  'core-write': ['src/services/core/write/a.ts', 'src/services/core/strange/b.ts'],
  'core-files': ['src/services/core/a.ts', 'src/services/core/access/b.ts'],
  'unknown-part': ['src/strange/a.ts', 'src/entities/b.ts'],
  unresolved: ['src/jobs/a.ts', './nowhere.js'],
  'components-types-only': ['src/admin/components/a.tsx', 'src/entities/b.ts'],
  'components-shapes-only': ['src/admin/components/a.tsx', 'src/admin/resources/b.ts', 'import type'],
  'adminjs-knows-no-page': ['src/admin/adminjs/a.ts', 'src/admin/resources/b.ts'],
  'package-express': ['src/jobs/a.ts', 'express', 'import type'],
  'package-adminjs': ['src/api/a.ts', 'adminjs', 'import type'],
  'package-typeorm': ['src/admin/adminjs/c.ts', 'typeorm'],
  'package-typeorm-types': ['src/api/a.ts', 'typeorm', 'import type'],
  'package-typeorm-driver': ['src/services/core/read/a.ts', 'typeorm/driver/postgres/PostgresDriver.js', 'import type'],
  'package-redis': ['src/services/core/cache/a.ts', '@redis/client', 'import type'],
  'package-pg': ['src/services/tasks/a.ts', 'pg', 'import type'],
};

/** Breaks the rule of one noun's own: what stands above all of them. */
const ofNoun = (rule: string): Import => [`src/services/${rule.replace('noun-', '')}/a.ts`, 'src/http/b.ts'];

const ALLOWED: Import[] = [
  ['src/services/users/other.ts', 'src/services/users/one.ts', 'import type'],
  ['src/admin/components/b.tsx', 'src/services/tasks/b.ts', 'import type'],
  ['src/admin/adminjs/d.ts', 'typeorm', 'import type'],
  ['src/services/dashboard/b.ts', 'src/services/tasks/b.ts'],
  ['src/services/core/write/c.ts', 'src/services/core/read/b.ts'],
];

describe('The check of imports', function () {
  this.timeout(30_000);
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'signalbox-test-imports-'));
    for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) {
      copyFileSync(path.join(ROOT, name), path.join(folder, name));
    }
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
    for (const place of PLACES) put(place.endsWith('.ts') ? place : `${place}/b.ts`, '');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function put(file: string, line: string): void {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(folder, file), `${line}\n`, { flag: 'a' });
  }

  function plant([from, to, kind = 'import']: Import): void {
    const isOurs = to.endsWith('.ts');
    if (isOurs) put(to, 'export interface B {}');
    const name = isOurs ? path.relative(path.dirname(from), to).replace(/^(?!\.)/, './') : to;
    put(from, `${kind} { B } from '${name.replace(/\.ts$/, '.js')}';`);
  }

  async function check(): Promise<Report['summary']> {
    const args = [CRUISER, '--output-type', 'json', ...PLACES];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, maxBuffer: 1e8 });
    return (JSON.parse(stdout) as Report).summary;
  }

  it('refuses what breaks a rule, for every rule, and nothing else', async () => {
    for (const breach of [...Object.values(BREACHES), ...ALLOWED]) plant(breach);
    const rules = (await check()).ruleSetUsed.forbidden.map(({ name }) => name);
    const nouns = rules.filter((name) => name.startsWith('noun-'));
    expect(rules.filter((name) => !nouns.includes(name))).to.have.members(Object.keys(BREACHES));
    for (const rule of nouns) plant(ofNoun(rule));
    const { violations } = await check();
    const expected = [...Object.entries(BREACHES), ...nouns.map((rule) => [rule, ofNoun(rule)] as const)];
    expect(violations.map(({ rule, from }) => `${rule.name}: ${from}`)).to.have.members(
      expected.map(([rule, [from]]) => `${rule}: ${from}`),
    );
  });
});
