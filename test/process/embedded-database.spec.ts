import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { RunningProcess } from '../support/running-process.js';

describe('The process on the embedded database', function () {
  this.timeout(60_000);
  let dataDir: string;
  const started: RunningProcess[] = [];

  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'signalbox-test-data-'));
  });

  afterEach(async () => {
    for (const one of started.splice(0)) await one.remove();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function start(): Promise<{ running: RunningProcess; origin: string }> {
    const running = new RunningProcess({ DATA_DIR: dataDir, LOG_LEVEL: 'warn' });
    started.push(running);
    return { running, origin: await running.origin() };
  }

  const logIn = (origin: string, password: string) =>
    fetch(`${origin}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'admin@signalbox.local', password }),
    });

  it('needs nothing, keeps its secrets to itself, and finds everything again after kill -9', async () => {
    const first = await start();
    const [, password = ''] = /changed at first login: (\S+)/.exec(first.running.output) ?? [];
    const login = (await (await logIn(first.origin, password)).json()) as { access_token: string };
    expect(login.access_token).to.be.a('string');
    const secrets = path.join(dataDir, 'secrets.json');
    expect((await stat(secrets)).mode & 0o777).to.equal(0o600);
    const before = await readFile(secrets, 'utf8');
    await first.running.stop('SIGKILL');

    const second = await start();
    expect(second.running.output).not.to.include('password');
    expect(await readFile(secrets, 'utf8')).to.equal(before);
    expect((await logIn(second.origin, password)).status).to.equal(200);
    // The token from before the kill is still good: a 401 would mean that nobody knows it.
    const headers = { authorization: `Bearer ${login.access_token}` };
    expect((await fetch(`${second.origin}/api/auth/me`, { headers })).status).to.equal(403);
    expect(await second.running.stop()).to.equal(0);
  });

  it('refuses to share its folder with a second one', async () => {
    await start();
    const other = new RunningProcess({ DATA_DIR: dataDir });
    started.push(other);
    expect(await other.exit()).to.equal(1);
    expect(other.errors.trim().split('\n')).to.have.length(1);
    expect(other.errors).to.match(/cannot start/);
  });
});
