import { expect } from 'chai';
import type { Pool } from 'pg';
import { createDeps } from '../../src/app.js';
import { DropMessages } from '../../src/services/core/cache/drop-messages.js';
import { MemoryCache } from '../../src/services/core/cache/memory-cache.js';
import { OnceASecond } from '../../src/services/core/cache/once-a-second.js';
import type { Deps } from '../../src/services/deps.js';
import { clock } from '../support/clock.js';
import { createDatabase } from '../support/database-server.js';
import { eventually } from '../support/eventually.js';
import { createTestLogger, logLines } from '../support/log-lines.js';
import { connect } from '../support/own-database.js';
import { config, deps, sql } from '../support/world.js';

const LIFE_MS = 60_000;
const read = ({ cache }: Pick<Deps, 'cache'>, value: string, key = 'a') =>
  cache.get('figures', key, LIFE_MS, async () => value);

describe('What is dropped in one process', () => {
  const running: Pick<Deps, 'cache'>[] = [];

  const aProcess = async (): Promise<Deps> => {
    const one = createDeps({ config, db: deps.db, log: createTestLogger(), now: clock.now });
    running.push(one);
    await one.cache.start();
    return one;
  };

  beforeEach(() => clock.set('2026-03-10T12:00:00Z'));

  afterEach(() => Promise.all(running.splice(0).map(({ cache }) => cache.close())));

  it('is dropped in the others, which therefore keep values longer', async () => {
    const [one, other] = [await aProcess(), await aProcess()];
    expect(other.cache.isShared).to.equal(true);
    await read(other, 'old');
    clock.advance({ seconds: 59 });
    expect(await read(other, 'new')).to.equal('old');
    one.cache.drop('figures');
    await eventually(async () => (await read(other, 'new')) === 'new');
  });

  it('leaves other topics alone, and does not echo', async () => {
    const [one, other] = [await aProcess(), await aProcess()];
    await other.cache.get('severity-rules', '', LIFE_MS, async () => 'rules');
    await read(other, 'old');
    one.cache.drop('figures');
    await read(one, 'own');
    await eventually(async () => (await read(other, 'new')) === 'new');
    expect(await read(one, 'other')).to.equal('own');
    expect(await other.cache.get('severity-rules', '', LIFE_MS, async () => 'anew')).to.equal('rules');
  });

  it('may go unheard once the connection has broken, so everything is dropped and values live a second', async () => {
    const one = await aProcess();
    await read(one, 'old');
    await sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'signalbox-cache'`);
    await eventually(() => !one.cache.isShared);
    expect(await read(one, 'new')).to.equal('new');
    clock.advance({ seconds: 1 });
    expect(await read(one, 'newer')).to.equal('newer');
  });

  it('is not waited for where LISTEN hears nothing, as behind a pooler: the probe says so', async () => {
    // Who listens in one database hears nothing of what is said in another.
    const elsewhere = await connect(await createDatabase('empty'));
    const pool = { options: deps.pool.options, query: (...given: [string]) => elsewhere.query(...given) };
    const log = createTestLogger();
    const cache = new MemoryCache(clock.now, new DropMessages(pool as unknown as Pool, log), deps.metrics.cacheReads);
    running.push({ cache });
    await cache.start();
    expect(cache.isShared).to.equal(false);
    expect(logLines.all()).to.include('NOTIFY does not arrive');
    await elsewhere.destroy();
  });

  it('is told at once, and then once a second at most; the last is never lost', async () => {
    const told: string[] = [];
    const outgoing = new OnceASecond(async (topic) => void told.push(topic));
    for (let time = 0; time < 5; time++) outgoing.say('figures');
    outgoing.say('severity-rules');
    expect(told).to.deep.equal(['figures', 'severity-rules']);
    await outgoing.close();
    expect(told).to.deep.equal(['figures', 'severity-rules', 'figures']);
  });
});
