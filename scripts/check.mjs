// Runs every check to its end, so that one run shows all that is wrong. `npm run check -- lint imports` runs some.
// The build comes first: it checks the types of all but the console's components, and later checks run what it makes.
import { spawnSync } from 'node:child_process';

const CHECKS = {
  types: ['scripts/build.mjs', '--if-stale'],
  'component types': ['node_modules/@typescript/native/bin/tsc', '--project', 'src/admin/components'],
  lint: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '--max-diagnostics=100'],
  imports: [
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    'src',
    'test',
    'bench',
    'scripts',
    'ormconfig.ts',
  ],
  unused: ['node_modules/knip/bin/knip.js'],
  openapi: ['dist/scripts/openapi.js', '--check'],
  configuration: ['dist/scripts/configuration.js', '--check'],
  tour: ['dist/scripts/tour.js', '--check'],
};

const asked = process.argv.slice(2);
const unknown = asked.filter((word) => !Object.keys(CHECKS).some((name) => name.includes(word)));
if (unknown.length > 0) {
  console.error(`No such check: ${unknown.join(', ')}. There are: ${Object.keys(CHECKS).join(', ')}`);
  process.exit(2);
}

const names = Object.keys(CHECKS).filter((name) => asked.length === 0 || asked.some((word) => name.includes(word)));
const failed = names.filter((name) => {
  const started = performance.now();
  console.log(`\n== ${name}`);
  const { status } = spawnSync(process.execPath, CHECKS[name], { stdio: 'inherit' });
  console.log(`${status === 0 ? 'passed' : 'FAILED'} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return status !== 0;
});

console.log(
  `\n${names.length - failed.length} checks passed${failed.length > 0 ? `, failed: ${failed.join(', ')}` : ''}`,
);
process.exitCode = failed.length > 0 ? 1 : 0;
