import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { clock } from '../support/clock.js';
import { aUser, PASSWORD } from '../support/people.js';
import { origin, sql } from '../support/world.js';

const DEMO = path.resolve(import.meta.dirname, '../../scripts/demo.js');
const run = promisify(execFile);

/** Gives another process the app's time, which is not the machine's. */
const atAppTime = () => ['--import', `data:text/javascript,Date.now=()=>${clock.now().getTime()}`];

const countOf = async (table: string) =>
  Number((await sql<{ count: number }>(`SELECT count(*) FROM ${table}`))[0]?.count);

describe('npm run demo', () => {
  it('fills a running instance with a week of events, tasks and users, and a second time adds nothing', async function () {
    this.timeout(90_000);
    const { email } = await aUser({ role: 'admin' });
    const options = ['--url', origin, '--email', email, '--password', PASSWORD];
    const demo = () => run(process.execPath, [...atAppTime(), DEMO, ...options]);
    await demo();
    const filled = { events: await countOf('events'), tasks: await countOf('tasks'), users: await countOf('users') };
    expect(filled.events).to.be.greaterThan(2000);
    expect(filled.tasks).to.be.greaterThan(20);
    expect(filled.users).to.be.greaterThan(5);
    const spread = `SELECT count(DISTINCT published_at::date) AS days, count(DISTINCT severity_level) AS levels FROM events`;
    const [{ days, levels } = { days: 0, levels: 0 }] = await sql<{ days: number; levels: number }>(spread);
    expect(Number(days)).to.be.at.least(7);
    expect(Number(levels)).to.be.at.least(5);
    await demo();
    expect(await countOf('tasks')).to.equal(filled.tasks);
    expect(await countOf('users')).to.equal(filled.users);
  });
});
