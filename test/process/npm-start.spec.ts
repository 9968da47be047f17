import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { RunningProcess } from '../support/running-process.js';
import { until } from '../support/until.js';

const POSTMASTER = 'postgres/postmaster.pid';
const ROOT = path.resolve(import.meta.dirname, '../../..');

describe('npm start', function () {
  this.timeout(60_000);
  let dataDir: string;
  let npm: RunningProcess;
  let origin: string;
  /** Of the process and of its database. */
  let pids: number[];

  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'signalbox-test-npm-'));
    // As root, the database runs as another user, who must get to its folder.
    await chmod(dataDir, 0o755);
    // Scripts before it are left out: they would build what is being tested.
    npm = new RunningProcess({ DATA_DIR: dataDir }, ['npm', 'start', '--prefix', ROOT, '--ignore-scripts']);
    origin = await npm.origin();
    pids = [lockOwner(), postmaster()];
    expect(pids.every(isAlive)).to.equal(true);
  });

  afterEach(async () => {
    for (const pid of pids.filter(isAlive)) process.kill(pid, 'SIGKILL');
    await npm.remove('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  });

  const lockOwner = (): number => JSON.parse(readFileSync(path.join(dataDir, 'postgres.lock'), 'utf8')).pid as number;
  const postmaster = (): number => Number.parseInt(readFileSync(path.join(dataDir, POSTMASTER), 'utf8'), 10);

  async function expectEndedOnce(): Promise<void> {
    await until('both processes are gone', () => !pids.some(isAlive));
    expect(await npm.exit()).to.equal(0);
    expect(npm.output.match(/"stopping"/g)).to.have.length(1);
    expect(existsSync(path.join(dataDir, POSTMASTER))).to.equal(false);
    expect(await fetch(origin).catch(() => 'refused')).to.equal('refused');
  }

  it('ends with its database when npm alone is told to by SIGTERM', async () => {
    npm.tell('SIGTERM');
    await expectEndedOnce();
  });

  it('ends once by Ctrl-C, though it hears of it from the terminal and from npm', async () => {
    npm.tellGroup('SIGINT');
    await expectEndedOnce();
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
