import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect } from 'chai';
import { createDatabase } from '../support/database-server.js';
import { connect } from '../support/own-database.js';
import { RawConnection } from '../support/raw-connection.js';
import { RunningProcess } from '../support/running-process.js';
import { SECRETS } from '../support/secrets.js';
import { until } from '../support/until.js';

const ADMIN = { ADMIN_EMAIL: 'root@example.com', ADMIN_PASSWORD: 'seven green bottles on the wall' };

const credentials = JSON.stringify({ email: ADMIN.ADMIN_EMAIL, password: ADMIN.ADMIN_PASSWORD });
const loginRequest = `POST /api/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r
Content-Length: ${credentials.length}\r\n\r\n${credentials}`;
const healthRequest = 'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n';

/** Keeps every change waiting for its audit entry, until it is released. */
async function holdAudit(url: string) {
  const db = await connect(url);
  const holder = db.createQueryRunner();
  await holder.startTransaction();
  await holder.query('LOCK TABLE audit_entries IN EXCLUSIVE MODE');
  return {
    async isWaitedFor(): Promise<boolean> {
      const waiting = `SELECT 1 FROM pg_locks WHERE relation = 'audit_entries'::regclass AND NOT granted`;
      return (await db.query(waiting)).length > 0;
    },
    async release(): Promise<void> {
      await holder.commitTransaction();
      await db.destroy();
    },
  };
}

const logIn = (origin: string, password = ADMIN.ADMIN_PASSWORD) =>
  fetch(`${origin}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: ADMIN.ADMIN_EMAIL, password }),
  });

describe('The process', function () {
  this.timeout(40_000);
  const started: RunningProcess[] = [];

  const start = (env: Record<string, string>): RunningProcess => {
    const one = new RunningProcess(env);
    started.push(one);
    return one;
  };

  afterEach(async () => {
    for (const one of started.splice(0)) await one.remove('SIGKILL');
  });

  it('may start several times at once on an empty database: it is migrated once and has one administrator', async () => {
    const DATABASE_URL = await createDatabase('empty');
    const env = { DATABASE_URL, ...SECRETS, ADMIN_EMAIL: ADMIN.ADMIN_EMAIL };
    const processes = [start(env), start(env)];
    const origins = await Promise.all(processes.map((one) => one.origin()));
    const passwords = processes.flatMap(({ output }) => [...output.matchAll(/changed at first login: (\S+)/g)]);
    expect(passwords).to.have.length(1);
    const login = await logIn(origins[1] as string, passwords[0]?.[1]);
    expect(login.status).to.equal(200);
    expect(((await login.json()) as { user: object }).user).to.include({ role: 'admin', must_change_password: true });
    const db = await connect(DATABASE_URL);
    expect(await db.query('SELECT count(*)::int AS count FROM users')).to.deep.equal([{ count: 1 }]);
    await db.destroy();
  });

  it('says by its name that its port is taken, and has then shown no password for nothing', async () => {
    const DATABASE_URL = await createDatabase('empty');
    const env = { DATABASE_URL, ...SECRETS, ADMIN_EMAIL: ADMIN.ADMIN_EMAIL };
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const PORT = `${(taken.address() as AddressInfo).port}`;
    const failed = start({ ...env, PORT });
    expect(await failed.exit()).to.equal(1);
    taken.close();
    expect(failed.errors).to.equal(`PORT: ${PORT} is in use on 127.0.0.1 by another program\n`);
    expect(failed.output).not.to.contain('password');
    const next = start(env);
    await next.origin();
    expect(next.output).to.contain('changed at first login: ');
  });

  it('lets requests in flight finish at SIGTERM, takes no more, and ends with 0', async () => {
    const DATABASE_URL = await createDatabase('empty');
    const one = start({ DATABASE_URL, ...SECRETS, ...ADMIN });
    const origin = await one.origin();
    expect(one.output).not.to.include(ADMIN.ADMIN_PASSWORD);
    const audit = await holdAudit(DATABASE_URL);
    const { port, hostname } = new URL(origin);
    const connection = new RawConnection(Number(port), hostname);
    connection.send(loginRequest);
    await until('the login waits for its audit entry', audit.isWaitedFor);
    const exit = one.stop('SIGTERM');
    await until('no connection is taken', () =>
      fetch(origin).then(
        () => false,
        () => true,
      ),
    );
    await audit.release();
    await until('the login is answered', () => connection.answers().length > 0);
    // The connection would be kept alive for more, and the stop held up by it, if its end had not come with the answer.
    connection.send(healthRequest);
    await connection.ended;
    expect(connection.answers()).to.deep.equal(['200']);
    expect(await exit).to.equal(0);
  });

  it('says in one line a variable why it does not start', async () => {
    const one = start({ DATABASE_URL: 'postgres://localhost/x', PORT: 'http', JWT_SECRET: 'short' });
    expect(await one.exit()).to.equal(1);
    expect(
      one.errors
        .trim()
        .split('\n')
        .map((line) => line.split(':')[0]),
    ).to.have.members(['PORT', 'JWT_SECRET']);
  });

  it('says in one line that the first administrator may not have that password', async () => {
    const DATABASE_URL = await createDatabase('empty');
    const one = start({ DATABASE_URL, ...SECRETS, ...ADMIN, ADMIN_PASSWORD: 'Signalbox1' });
    expect(await one.exit()).to.equal(1);
    expect(one.errors).to.match(/^ADMIN_PASSWORD: is too easy to guess.*\n$/);
  });

  it('says in one line that there is no database, without its password', async () => {
    const one = start({ DATABASE_URL: 'postgres://me:hidden@127.0.0.1:1/x', ...SECRETS });
    expect(await one.exit()).to.equal(1);
    expect(one.errors)
      .to.match(/cannot start: .*ECONNREFUSED/)
      .and.not.match(/hidden|\n\s+at /);
  });
});
