import { chmodSync, readFileSync } from 'node:fs';
import { writeOrCheck } from './generated-file.js';

const FILE = 'docs/tour.sh';

const HEAD = `#!/usr/bin/env bash
# The tour of README.md as one script: made from it by \`npm run docs:tour\`, so that it can be tested. Edit there.
# Needs a running Signalbox: BASE=http://localhost:3000 EMAIL=admin@signalbox.local PASSWORD=… bash docs/tour.sh
set -euo pipefail
`;

/** Each block of commands that README.md marks as a step of the tour. */
const steps = [...readFileSync('README.md', 'utf8').matchAll(/<!-- tour -->\n```bash\n([\s\S]*?)```/g)];
if (steps.length === 0) throw new Error('README.md marks no step of the tour');

writeOrCheck(FILE, [HEAD, ...steps.map(([, commands]) => commands)].join('\n'), 'npm run docs:tour');
chmodSync(FILE, 0o755);
