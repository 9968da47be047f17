import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { aUser, PASSWORD } from '../support/people.js';
import { origin, sql } from '../support/world.js';

const root = path.resolve(import.meta.dirname, '../../..');
const run = promisify(execFile);

describe('The README’s tour', () => {
  it('runs from its first command to its last', async () => {
    const { email } = await aUser({ role: 'admin' });
    const env = { ...process.env, BASE: origin, EMAIL: email, PASSWORD };
    const { stdout } = await run('bash', ['docs/tour.sh'], { cwd: root, env });
    expect(stdout).to.contain('high: ALARM: orders-latency');
    expect(stdout).to.contain(`task.set_status by ${email} via api`);
    expect(await sql('SELECT status FROM tasks')).to.deep.equal([{ status: 'closed' }]);
  });
});
