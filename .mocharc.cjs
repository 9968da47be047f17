// Files run in an order that a seed gives: TEST_SEED=<seed> repeats it. The worker processes inherit the seed, and put
// the tests of each file in order by it, too.
const { createHash, randomInt } = require('node:crypto');
const { existsSync, readdirSync } = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, 'dist', 'test');
process.env.TEST_SEED ||= String(randomInt(1e6));
const seed = process.env.TEST_SEED;
const place = (file) =>
  createHash('sha256')
    .update(`${seed} ${path.basename(file)}`)
    .digest('hex');

/** All specs but the browser's, which have a configuration of their own. */
function allSpecs() {
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true })
    .filter((file) => file.endsWith('.spec.js') && !file.startsWith(`browser${path.sep}`))
    .map((file) => path.join('dist', 'test', file))
    .sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

// Mocha adds the specs of its command line to those named here, so that naming one must name no other.
const isNamed = process.argv.slice(2).some((word) => /\.spec\.js$|^(\.\/)?dist\/test/.test(word));

module.exports = {
  spec: isNamed ? [] : allSpecs(),
  require: ['./dist/test/support/global.js', './dist/test/support/hooks.js'],
  parallel: !isNamed,
  jobs: 2,
  timeout: 15_000,
  slow: 1_000,
  forbidOnly: true,
};
