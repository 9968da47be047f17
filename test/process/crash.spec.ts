import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { createDatabase } from '../support/database-server.js';
import { RunningProcess } from '../support/running-process.js';
import { SECRETS } from '../support/secrets.js';

const TRACKER = path.resolve(import.meta.dirname, '../support/error-tracker.js');

describe('An error that nobody caught', function () {
  this.timeout(40_000);
  let folder: string;
  let one: RunningProcess;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'signalbox-test-crash-'));
  });

  afterEach(async () => {
    await one.remove('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  it('is logged and told to ERROR_TRACKER, and ends the process in order, with 1', async () => {
    const tracked = path.join(folder, 'tracked.json');
    const DATABASE_URL = await createDatabase('empty');
    one = new RunningProcess({ DATABASE_URL, ...SECRETS, ERROR_TRACKER: TRACKER, TRACKED: tracked });
    await one.origin();
    expect(await one.stop('SIGUSR2')).to.equal(1);
    expect(JSON.parse(readFileSync(tracked, 'utf8'))).to.deep.equal({
      message: 'nobody saw this coming',
      context: { where: 'process' },
    });
    expect(one.output).to.match(/"level":"error".*"where":"process".*nobody saw this coming/);
  });

  it('has no tracker where ERROR_TRACKER names none: the start says so in one line', async () => {
    const empty = path.join(folder, 'empty.mjs');
    writeFileSync(empty, '');
    for (const [file, problem] of [
      [path.join(folder, 'nothing.mjs'), /^ERROR_TRACKER: cannot be loaded: \S[^\n]*\n$/],
      [empty, /^ERROR_TRACKER: must export a function `report`\n$/],
    ] as const) {
      one = new RunningProcess({ DATABASE_URL: 'postgres://127.0.0.1:1/x', ...SECRETS, ERROR_TRACKER: file });
      expect(await one.exit()).to.equal(1);
      expect(one.errors).to.match(problem);
      await one.remove();
    }
  });
});
