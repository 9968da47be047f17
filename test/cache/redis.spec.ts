import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { createApp } from '../../src/app.js';
import { LIMITS } from '../../src/services/core/access/rate-limits.js';
import type { Redis } from '../../src/services/core/redis.js';
import type { Deps } from '../../src/services/deps.js';
import { eventually } from '../support/eventually.js';
import { logLines } from '../support/log-lines.js';
import { type OnRedis, redisServers, startOnRedis } from '../support/redis.js';
import { deps, sql } from '../support/world.js';

const LIFE_MS = 60_000;
const read = ({ cache }: Deps, value: string) => cache.get('figures', 'a', LIFE_MS, async () => ({ value }));

for (const server of await redisServers()) {
  describe(`With ${server.name}`, () => {
    let processes: OnRedis;

    beforeEach(async () => {
      processes = await startOnRedis(server);
    });

    afterEach(() => processes.close());

    /** Nobody waits for a value to be kept. */
    const readUntilKept = (one: Deps, value: string) =>
      eventually(async () => {
        let isKept = true;
        await one.cache.get('figures', 'a', LIFE_MS, async () => {
          isKept = false;
          return { value };
        });
        return isKept;
      });

    it('a value that one process has loaded is there for the other', async () => {
      const { one, other } = processes;
      await readUntilKept(one, 'of one');
      expect(await read(other, 'of other')).to.deep.equal({ value: 'of one' });
    });

    it('concurrent callers share one load, and a failure is not kept', async () => {
      const { one } = processes;
      let loads = 0;
      const load = async () => ++loads;
      const asked = Array.from({ length: 5 }, () => one.cache.get('figures', 'n', LIFE_MS, load));
      expect(await Promise.all(asked)).to.deep.equal([1, 1, 1, 1, 1]);
      const fail = () => Promise.reject(new Error('away'));
      const failed = await one.cache.get<number>('figures', 'f', LIFE_MS, fail).catch((error: Error) => error.message);
      expect(failed).to.equal('away');
      expect(await one.cache.get('figures', 'f', LIFE_MS, load)).to.equal(2);
    });

    it('a drop is seen at once where it was made, and soon by the other, however often', async () => {
      const { one, other } = processes;
      await readUntilKept(other, 'first');
      for (const value of ['second', 'third', 'fourth']) {
        one.cache.drop('figures');
        expect(await read(one, value)).to.deep.equal({ value });
      }
      await eventually(async () => (await read(other, 'last')).value !== 'first');
    });

    it('what was on its way when it was dropped is not kept', async () => {
      const { one, other } = processes;
      let arrive: (value: { value: string }) => void = () => {};
      let begun: () => void = () => {};
      const hasBegun = new Promise<void>((resolve) => (begun = resolve));
      const old = other.cache.get('figures', 'a', LIFE_MS, () => {
        begun();
        return new Promise<{ value: string }>((resolve) => (arrive = resolve));
      });
      await hasBegun;
      one.cache.drop('figures');
      await readUntilKept(one, 'new');
      arrive({ value: 'old' });
      await old;
      expect((await read(other, 'newer')).value).not.to.equal('old');
    });

    it('cut in the middle, answers go on, and a drop made meanwhile is told when it is back', async () => {
      const { one, other, between } = processes;
      await readUntilKept(other, 'old');
      await between.cut();
      expect(await read(one, 'loaded')).to.deep.equal({ value: 'loaded' });
      one.cache.drop('figures');
      expect(await read(one, 'loaded again')).to.deep.equal({ value: 'loaded again' });
      expect(await read(other, 'new')).to.deep.equal({ value: 'old' });
      const told = logLines.parsed().filter(({ msg }) => String(msg).startsWith('redis: away'));
      expect(told).to.have.length(1);
      await between.restore();
      await eventually(async () => (await read(other, 'new')).value !== 'old');
    });

    it('that gives no answer is left alone for a moment: nobody else waits for it, values are loaded', async () => {
      const redis = processes.one.redis as Redis;
      const fails = (question: () => Promise<unknown>) => redis.ask(question).catch((error: Error) => error.name);
      let asked = 0;
      expect(await fails(() => new Promise(() => {}))).to.equal('Error');
      expect(await fails(async () => ++asked)).to.equal('Error');
      expect(asked).to.equal(0);
      expect(await read(processes.one, 'loaded')).to.deep.equal({ value: 'loaded' });
    });

    it('limits are counted for both processes, and not in the database', async () => {
      const { one, other } = processes;
      const states = [await one.rateLimits('login', 'a'), await other.rateLimits('login', 'a')];
      expect(states.map(({ remaining }) => remaining)).to.deep.equal([LIMITS.login - 1, LIMITS.login - 2]);
      expect(await sql('SELECT 1 FROM rate_limits')).to.have.length(0);
    });

    it('cut in the middle, limits are counted in the database and still refuse', async () => {
      const { one, between } = processes;
      await one.rateLimits('login', 'a');
      await between.cut();
      const calls = await Promise.allSettled(
        Array.from({ length: LIMITS.login + 1 }, () => one.rateLimits('login', 'a')),
      );
      const refused = calls.filter(({ status }) => status === 'rejected');
      expect(refused).to.have.length(1);
      expect(refused[0]).to.have.nested.property('reason.code', 'RATE_LIMITED');
      expect(await sql('SELECT points FROM rate_limits')).to.deep.equal([{ points: LIMITS.login + 1 }]);
    });

    describe('/health/redis', () => {
      const servers: Server[] = [];

      const health = async (of: Deps, path: string) => {
        const listening = createServer(createApp(of, { healthOnly: true })).listen(0, '127.0.0.1');
        servers.push(listening);
        await once(listening, 'listening');
        const answer = await fetch(`http://127.0.0.1:${(listening.address() as AddressInfo).port}${path}`);
        return { status: answer.status, body: (await answer.json()) as object };
      };

      afterEach(() => {
        for (const one of servers.splice(0)) one.close().closeAllConnections();
      });

      it('says that it is off, answers, or is away, which takes nothing out of rotation', async () => {
        const { one, between } = processes;
        expect(await health(deps, '/health/redis')).to.deep.equal({
          status: 200,
          body: { status: 'ok', redis: 'off' },
        });
        expect(await health(one, '/health/redis')).to.deep.equal({ status: 200, body: { status: 'ok', redis: 'ok' } });
        await between.cut();
        expect(await health(one, '/health/redis')).to.deep.equal({
          status: 503,
          body: { status: 'unavailable', redis: 'unavailable' },
        });
        const { status, body } = await health(one, '/health');
        expect(status).to.equal(200);
        expect(body).to.include({ status: 'ok', db: 'ok', redis: 'unavailable' });
      });
    });
  });
}
