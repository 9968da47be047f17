import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { clock } from '../support/clock.js';
import { aUser, PASSWORD } from '../support/people.js';
import { origin, sql } from '../support/world.js';

const root = path.resolve(import.meta.dirname, '../../..');
const run = promisify(execFile);

/** At the app's time, which is not the machine's. */
const TOUR = 'date() { echo "$NOW"; }; . docs/tour.sh';

describe('The README’s tour', () => {
  it('runs from its first command to its last', async () => {
    const { email } = await aUser({ role: 'admin' });
    const env = { ...process.env, BASE: origin, EMAIL: email, PASSWORD, NOW: clock.now().toISOString() };
    const { stdout } = await run('bash', ['-c', TOUR], { cwd: root, env });
    expect(stdout).to.contain('high: ALARM: orders-latency');
    expect(stdout).to.contain(`task.set_status by ${email} via api`);
    expect(await sql('SELECT status FROM tasks')).to.deep.equal([{ status: 'closed' }]);
  });
});
