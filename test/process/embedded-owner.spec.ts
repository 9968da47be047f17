import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import type { Account } from '../../src/database/embedded/account.js';
import {
  clusterOf,
  isRoot,
  makeDataDir,
  makeEarlierCluster,
  query,
  sharedAccount,
  withEmbedded,
} from '../support/embedded.js';
import { until } from '../support/until.js';

const ROW = `INSERT INTO rate_limits (key, points) VALUES ('kept', 7)`;

const isAlive = (pid: number): boolean => fs.existsSync(`/proc/${pid}/cwd`);

describe('The owner of the embedded database when root starts it', function () {
  this.timeout(60_000);
  let dataDir: string;
  let shared: Account;

  before(function () {
    if (!isRoot || process.platform !== 'linux') this.skip();
    shared = sharedAccount() as Account;
  });

  beforeEach(() => {
    dataDir = makeDataDir();
  });

  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  const fill = async (url: string) => {
    await query(url, ROW);
  };

  const expectKept = ({ url }: { url: string }) =>
    query(url, `SELECT points FROM rate_limits WHERE key = 'kept'`).then((rows) => {
      expect(rows).to.deep.equal([{ points: 7 }]);
    });

  /** Every file, whose owner is a number that no user of this machine has. */
  function expectOwnUid(): void {
    const owners = new Set<number>();
    const dir = clusterOf(dataDir);
    for (const entry of ['.', ...fs.readdirSync(dir, { recursive: true, encoding: 'utf8' })]) {
      const { uid, gid } = fs.lstatSync(path.join(dir, entry));
      owners.add(uid).add(gid);
    }
    expect(owners.size).to.equal(1);
    const [uid] = owners;
    expect(uid).to.be.within(60_706, 61_183);
    expect(fs.readFileSync('/etc/passwd', 'utf8')).not.to.include(`:${uid}:`);
    expect(fs.statSync(dir).mode & 0o777).to.equal(0o700);
  }

  /** To the shared user with that one's group, as another server of the machine has it. */
  function expectClosed(...files: string[]): void {
    for (const file of files) {
      const { status, stderr } = spawnSync('ls', [file], { ...shared, encoding: 'utf8' });
      expect(status, file).not.to.equal(0);
      expect(stderr).to.match(/Permission denied/);
    }
  }

  const expectClusterClosed = () =>
    expectClosed(
      ...['superuser-password', 'signalbox-password', ''].map((file) => path.join(clusterOf(dataDir), file)),
    );

  it('is a user without a name, of this folder alone', async () => {
    await withEmbedded(dataDir, async () => {
      expectOwnUid();
      expectClusterClosed();
    });
  });

  it('keeps the database closed while initdb makes it as a shared user', async () => {
    fs.chmodSync(dataDir, 0o755);
    const draft = () => fs.readdirSync(dataDir).find((name) => name.startsWith('postgres-new-'));
    let password = '';
    const started = withEmbedded(dataDir, async () => {
      expect(fs.readFileSync(path.join(clusterOf(dataDir), 'superuser-password'), 'utf8')).to.equal(password);
    });
    await until('initdb is at work', () => {
      const name = draft();
      if (name === undefined) return false;
      // All at once, so that it cannot be done and renamed meanwhile.
      const files = ['cluster', 'superuser-password'].map((file) => path.join(dataDir, name, file));
      expect(fs.statSync(files[0] as string).uid).to.equal(shared.uid);
      expectClosed(...files);
      password = fs.readFileSync(files[1] as string, 'utf8');
      return true;
    });
    await started;
  });

  it('was a shared user in earlier versions, which it is taken from with its running server', async () => {
    await makeEarlierCluster(dataDir, fill, { stop: false });
    const postmaster = Number.parseInt(fs.readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8'), 10);
    expect(isAlive(postmaster)).to.equal(true);
    await withEmbedded(dataDir, async (server) => {
      expect(isAlive(postmaster)).to.equal(false);
      expectOwnUid();
      expectClusterClosed();
      await expectKept(server);
    });
  });

  it('gets nothing else, though a link to it lies in the folder', async () => {
    await makeEarlierCluster(dataDir, fill);
    const foreign = makeDataDir();
    fs.writeFileSync(path.join(foreign, 'file'), '');
    fs.symlinkSync(foreign, path.join(dataDir, 'postgres', 'link'));
    await withEmbedded(dataDir, async (server) => {
      await expectKept(server);
      for (const file of [foreign, path.join(foreign, 'file')]) expect(fs.statSync(file).uid, file).to.equal(0);
    });
    await rm(foreign, { recursive: true });
  });

  it('gets what root has restored, or what a start that was cut off had begun to give away', async () => {
    await makeEarlierCluster(dataDir, fill);
    fs.chownSync(dataDir, 0, 0);
    fs.chmodSync(dataDir, 0o700);
    for (const entry of ['', 'global', 'postgresql.conf']) fs.chownSync(path.join(dataDir, 'postgres', entry), 0, 0);
    await withEmbedded(dataDir, async (server) => {
      expectOwnUid();
      await expectKept(server);
    });
  });

  it('stays who it is where that user has the data folder, too', async () => {
    await makeEarlierCluster(dataDir, fill);
    fs.chownSync(dataDir, shared.uid, shared.gid);
    await withEmbedded(dataDir, async (server) => {
      expect(fs.statSync(clusterOf(dataDir)).uid).to.equal(shared.uid);
      await expectKept(server);
    });
  });
});
