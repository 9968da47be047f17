const { readdirSync } = require('node:fs');
const path = require('node:path');

// Who may import whom: `npm run check -- imports`. What is imported only as a type counts like the rest.
// A new folder goes into a table here, or the check refuses it; a noun only when it imports another.

/** What each part may import of ours besides itself. */
const PARTS = [
  ['config', 'src/config.ts', [], 'Everything may know the settings, so they know nothing.'],
  ['entities', 'src/entities/', [], 'Columns and nothing else.'],
  ['migrations', 'src/migrations/', [], 'A migration runs for ever as it was written, whatever the code becomes.'],
  ['core', 'src/services/core/', ['src/entities/', 'src/config.ts'], 'The core knows no noun.'],
  ['deps', 'src/services/deps.ts', ['src/services/'], 'What the nouns lend to one another.'],
  ['all-jobs', 'src/services/all-jobs.ts', ['src/services/'], 'The one list of the nouns’ jobs.'],
  ['all-sealed', 'src/services/all-sealed.ts', ['src/services/'], 'The one list of the columns that hold seals.'],
  ['database', 'src/database/', ['src/services/', 'src/jobs/'], 'Brings schema and queues up to date.'],
  ['http', 'src/http/', ['src/services/', 'src/config.ts'], 'What both doors share of HTTP knows neither.'],
  ['jobs', 'src/jobs/', ['src/services/'], 'A door like the others: it calls services.'],
  ['api', 'src/api/', ['src/http/', 'src/services/', 'src/entities/', 'src/config.ts'], 'Never the console.'],
  ['admin', 'src/admin/', ['src/http/', 'src/services/', 'src/entities/', 'src/config.ts'], 'Never the API.'],
  [
    'app',
    'src/app.ts',
    ['src/api/', 'src/admin/', 'src/http/', 'src/jobs/', 'src/services/', 'src/config.ts'],
    'Puts the doors together and starts nothing.',
  ],
  [
    'process',
    'src/process/',
    ['src/app.ts', 'src/jobs/', 'src/services/', 'src/database/', 'src/config.ts', 'ormconfig.ts'],
    'Starts and stops; only main stands above it.',
  ],
  ['main', 'src/main.ts', ['src/process/', 'src/database/', 'src/config.ts'], 'Leaves the rest to load later.'],
  [
    'ormconfig',
    'ormconfig.ts',
    ['src/entities/', 'src/migrations/', 'src/services/core/pool.ts'],
    'Migrations run without the app.',
  ],
  ['scripts', 'scripts/', ['src/', 'ormconfig.ts'], 'Tools stand on the app, never on its tests.'],
  [
    'test',
    'test/',
    ['src/', 'scripts/', 'bench/lists/', 'ormconfig.ts'],
    'No test leans on a measurement, but on the lists that one is made of.',
  ],
];

/** What each folder of the core may import of the others; its own files (errors, redact, seal) stand below them all. */
const CORE = [
  ['input', []],
  ['cache', []],
  ['access', ['input']],
  ['read', ['input', 'access']],
  ['write', ['input', 'access', 'read']],
];

/** What nouns may import of the others: only of those above them, so no two lean on one another. */
const LEANING = [
  ['auth', ['users']],
  ['api-keys', ['auth']],
  ['events', ['monitoring']],
  ['tasks', ['events']],
  ['dashboard', ['events', 'tasks']],
];

/** A noun that is not named there imports no other. */
const SERVICES = path.resolve('src/services');
const folders = readdirSync(SERVICES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const leanedOn = LEANING.flatMap(([, may]) => may);
const leaning = ['core', ...LEANING.map(([noun]) => noun)];
const alone = [...new Set([...folders.map(({ name }) => name), ...leanedOn])].filter((name) => !leaning.includes(name));
const NOUNS = [...alone.map((name) => [name, []]), ...LEANING];

const OURS = '^(src|test|bench|scripts)/|^ormconfig[.]ts$';
const SERVER = '^src/(?!admin/components/)';

/** A folder or a file, as an expression. */
const at = (place) => `^${place.replaceAll('.', '[.]')}${place.endsWith('/') ? '' : '$'}`;
const names = (table) => table.map(([name]) => name).join('|');
const packages = (...found) => `^node_modules/(@types/)?(${found.join('|')})/`;
const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

const parts = PARTS.map(([name, place, may, why]) =>
  rule(name, why, { path: at(place) }, { path: OURS, pathNot: [place, ...may].map(at) }),
);

/** Rules for the folders of a folder: each may import those of its line and what all of them stand on. */
function oneWay(table, { prefix, folder, within, below, why }) {
  return table.map(([name, may], index) => {
    const late = may.find((other) => !table.slice(0, index).some(([above]) => above === other));
    if (late) throw new Error(`.dependency-cruiser.cjs: ${name} may import ${late} only if that stands above it`);
    const allowed = [...[name, ...may].map((other) => `${folder}${other}/`), ...below].map(at);
    return rule(`${prefix}-${name}`, why, { path: at(`${folder}${name}/`) }, { path: within, pathNot: allowed });
  });
}

const core = [
  ...oneWay(CORE, {
    prefix: 'core',
    folder: 'src/services/core/',
    within: '^src/services/core/',
    below: ['src/services/core/[^/]+.ts'],
    why: 'Input stands lowest, then access, then reading, then writing.',
  }),
  rule(
    'core-files',
    'Every folder of the core stands on these. core.ts alone may name what the folders lend: it is all of the core.',
    { path: '^src/services/core/[^/]+$', pathNot: at('src/services/core/core.ts') },
    { path: '^src/services/core/[^/]+/' },
  ),
];

const nouns = oneWay(NOUNS, {
  prefix: 'noun',
  folder: 'src/services/',
  within: OURS,
  below: ['src/services/core/', 'src/services/deps.ts', 'src/entities/', 'src/config.ts'],
  why: 'Nouns import one way, by the table, and know neither HTTP nor a console.',
});

const unknown = [
  rule(
    'unknown-part',
    'A part that no table names: put it into PARTS or CORE above.',
    {
      path: '^src/',
      pathNot: [
        ...PARTS.map(([, place]) => at(place)).filter((place) => !place.endsWith('/core/')),
        `^src/services/(${names(NOUNS)})/`,
        `^src/services/core/([^/]+$|(${names(CORE)})/)`,
      ],
    },
    { path: '.' },
  ),
  rule('unresolved', 'What cannot be found cannot be checked.', {}, { couldNotResolve: true }),
];

const consoleRules = [
  rule(
    'components-types-only',
    'Components run in the browser: of the server they may know the shapes of services and entities and nothing else.',
    { path: '^src/admin/components/' },
    { path: SERVER, dependencyTypesNot: ['type-only'] },
  ),
  rule(
    'components-shapes-only',
    'A component that knew a resource or a route would draw the server into its bundle sooner or later.',
    { path: '^src/admin/components/' },
    { path: SERVER, pathNot: '^src/(services|entities)/' },
  ),
  rule(
    'adminjs-knows-no-page',
    'What mends AdminJS is what an upgrade of it touches; it serves every resource and knows none.',
    { path: '^src/admin/adminjs/' },
    { path: '^src/admin/', pathNot: '^src/admin/adminjs/' },
  ),
];

const guarded = [
  rule(
    'package-express',
    'HTTP ends at the doors: services know requests by what they carry.',
    { path: OURS, pathNot: '^src/(http|api|admin)/|^src/app[.]ts$|^(test|bench)/' },
    { path: packages('express', 'express-session', 'express-formidable', 'helmet', 'cors', 'compression') },
  ),
  rule(
    'package-adminjs',
    'The console can be replaced as long as nothing else knows what draws it.',
    { path: OURS, pathNot: '^(src/admin|test)/' },
    { path: packages('adminjs', '@adminjs/[^/]+', 'passport[^/]*', 'connect-pg-simple') },
  ),
  rule(
    'package-typeorm',
    'The core alone reaches the database; services name what they work on, and ask the core.',
    { path: OURS, pathNot: '^ormconfig[.]ts$|^src/(entities|migrations|database|services/core)/' },
    { path: packages('typeorm'), dependencyTypesNot: ['type-only'] },
  ),
  rule(
    'package-typeorm-types',
    'Others do not even know its types: what a transaction is called, core/connection.ts says.',
    {
      path: OURS,
      pathNot: '^ormconfig[.]ts$|^src/(entities|migrations|database|services/core|admin/adminjs)/|^test/',
    },
    { path: packages('typeorm') },
  ),
  rule(
    'package-typeorm-driver',
    'The connections that TypeORM keeps to itself (driver.master) are reached for in one place.',
    { path: OURS, pathNot: at('src/services/core/connection.ts') },
    { path: '^node_modules/typeorm/driver/' },
  ),
  rule(
    'package-redis',
    'Whether Redis is there and answers in time is known in one place.',
    { path: OURS, pathNot: at('src/services/core/redis.ts') },
    { path: packages('@redis/[^/]+') },
  ),
  rule(
    'package-pg',
    'Raw statements go through services/core/read/sql.ts, which prepares them and translates their errors.',
    { path: OURS, pathNot: '^src/(services/core|jobs|database)/|^test/|^bench/lists/plans[.]ts$' },
    { path: packages('pg') },
  ),
];

module.exports = {
  forbidden: [
    rule(
      'no-circle',
      'Two files that need each other, be it for a type, are one file or three.',
      {},
      { circular: true },
    ),
    ...parts,
    ...core,
    ...nouns,
    ...unknown,
    ...consoleRules,
    ...guarded,
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: '^dist/' },
    // Worktrees may share one node_modules.
    preserveSymlinks: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
