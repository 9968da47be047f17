import { expect } from 'chai';
import type { QueryConfig } from 'pg';
import { clientOf, transact } from '../../src/services/core/connection.js';
import { rows } from '../../src/services/core/read/sql.js';
import { withLock } from '../../src/services/core/write/advisory-lock.js';
import { until } from '../support/until.js';
import { deps, proxy, sql } from '../support/world.js';

const problemOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => expect.fail('it worked'),
    (error: unknown) => error,
  );

const AWAY = { code: 'DATABASE_UNAVAILABLE', status: 503 };

describe('A transaction', () => {
  it('that cannot be undone fails with what it failed of', async () => {
    const cut = proxy.cutAt({ at: 3, loses: 'statement', breaks: 'connection' });
    const failed = transact(deps, async (manager) => {
      await rows({ manager }, `INSERT INTO rate_limits (key, points) VALUES ('k', 1)`);
      throw new Error('the first error');
    });
    expect(await problemOf(failed)).to.have.property('message', 'the first error');
    expect(cut.isDone).to.equal(true);
    expect(await sql('SELECT 1 FROM rate_limits')).to.deep.equal([]);
  });

  it('whose connection breaks while it does something else says that the database is away, whatever came of it', async () => {
    const failed = transact(deps, async ({ queryRunner }) => {
      await proxy.cut();
      await until('the connection has broken', () => queryRunner?.isReleased === true);
      throw new TypeError('what came of it');
    });
    const problem = await problemOf(failed);
    expect(problem).to.include(AWAY);
    expect(problem).to.have.property('cause').that.is.instanceOf(TypeError);
  });

  it('that gets no answer in time does not wait to be undone, and nobody gets its connection', async () => {
    let backend: number | undefined;
    const failed = transact(deps, async (manager) => {
      const connection = await clientOf(manager);
      const [row] = await rows<{ pid: number }>({ manager }, 'SELECT pg_backend_pid() AS pid');
      backend = row?.pid;
      await connection.query({ text: 'SELECT pg_sleep(600)', query_timeout: 10 } as QueryConfig);
    });
    expect(await problemOf(failed)).to.include(AWAY);
    await sql('SELECT pg_terminate_backend($1)', [backend]);
    const everyOne = Array.from({ length: 10 }, () => rows<{ pid: number }>(deps, 'SELECT pg_backend_pid() AS pid'));
    for (const [row] of await Promise.all(everyOne)) expect(row?.pid).not.to.equal(backend);
  });
});

describe('A lock', () => {
  /** It is taken and given back by two statements. */
  const breakAt = (at: number) => proxy.cutAt({ at, loses: 'statement', breaks: 'connection' });

  it('that cannot be given back goes with its connection, and takes nothing back', async () => {
    const cut = breakAt(2);
    expect(await withLock(deps.db, 'jobs', async () => 'done')).to.equal('done');
    expect(cut.isDone).to.equal(true);
    await proxy.restore();
    expect(await withLock(deps.db, 'jobs', async () => 'done again')).to.equal('done again');
    expect(deps.pool.idleCount).to.equal(deps.pool.totalCount);
  });

  it('that cannot be given back hides no error', async () => {
    const cut = breakAt(2);
    const failed = withLock(deps.db, 'jobs', () => Promise.reject(new Error('the first error')));
    expect(await problemOf(failed)).to.have.property('message', 'the first error');
    expect(cut.isDone).to.equal(true);
  });

  it('that cannot be taken says that the database is away', async () => {
    breakAt(1);
    expect(await problemOf(withLock(deps.db, 'jobs', async () => 'done'))).to.include(AWAY);
  });
});
