import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { addAbortSignal, PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { expect } from 'chai';
import type { Call } from '../../src/api/route.js';
import { anApiKey } from '../support/api-keys.js';
import { clock } from '../support/clock.js';
import { expectAnswerOf } from '../support/contract.js';
import { logLines } from '../support/log-lines.js';
import { withServer } from '../support/own-app.js';
import { aUser, type TestUser } from '../support/people.js';
import { aStreamApp, streamRoute } from '../support/stream-app.js';
import { StreamReader } from '../support/stream-reader.js';
import { hearUnexpected } from '../support/unexpected.js';
import { until } from '../support/until.js';
import { deps, proxy, sql } from '../support/world.js';

const lineOf = (reader: StreamReader) =>
  logLines.first(
    ({ request_id, ms }) => ms !== undefined && request_id === reader.response.headers.get('x-request-id'),
  );

describe('A streamed answer', () => {
  let user: TestUser;
  let source: PassThrough;

  beforeEach(async () => {
    user = await aUser();
    source = new PassThrough();
  });

  const exportOf = (chunks = source) => aStreamApp(streamRoute('text/csv', () => chunks));
  const eventsOf = (chunks = source) => aStreamApp(streamRoute('text/event-stream', () => chunks));

  describe('on its way', () => {
    for (const encoding of ['identity', 'gzip', 'br, gzip, deflate']) {
      it(`arrives while it is made, head first, by a client that takes ${encoding}`, () =>
        withServer(exportOf().app, async (origin) => {
          const headers = { 'accept-encoding': encoding };
          const reader = await StreamReader.open(origin, user, headers);
          for (const chunk of ['one\n', 'two\n']) {
            source.write(chunk);
            expect(await reader.next()).to.equal(chunk);
          }
          source.end('three\n');
          expect([await reader.next(), await reader.next()]).to.deep.equal(['three\n', 'the end']);
          const plain = await fetch(`${origin}/api/plain`, {
            headers: { ...headers, authorization: `Bearer ${user.token}` },
          });
          expect(plain.headers.has('content-encoding')).to.equal(encoding !== 'identity');
        }));
    }

    it('says what it is, how it may be called, and that nobody keeps it', () =>
      withServer(exportOf().app, async (origin) => {
        const { headers } = (await StreamReader.open(origin, user)).response;
        expect(headers.get('content-type')).to.equal('text/csv; charset=utf-8');
        expect(headers.get('content-disposition')).to.match(/^attachment; .*filename\*=UTF-8''na%C3%AFve/);
        expect(headers.get('cache-control')).to.equal('no-store, no-transform');
        expect(headers.get('etag')).to.equal(null);
      }));

    it('keeps to the document', async () => {
      const rows = { 'text/csv': '1\n2\n', 'text/event-stream': 'data: 1\n\n', 'application/json': '[1,2]' } as const;
      for (const [type, text] of Object.entries(rows) as [keyof typeof rows, string][]) {
        const declared = streamRoute(type, async function* () {
          yield text;
        });
        await withServer(aStreamApp(declared).app, async (origin) => {
          const { response } = await StreamReader.open(origin, user);
          expect(response.headers.get('content-type')).to.equal(`${type}; charset=utf-8`);
          const body = type === 'application/json' ? JSON.parse(text) : text;
          expectAnswerOf(declared, { status: 200, type, body });
          expect(() => expectAnswerOf(declared, { status: 200, type: 'text/html', body })).to.throw('text/html');
        });
      }
    });

    it('is its head alone for HEAD, and its source is not asked', async () => {
      let isAsked = false;
      const declared = streamRoute('text/csv', async function* () {
        isAsked = true;
        yield 'one\n';
      });
      await withServer(aStreamApp(declared).app, async (origin) => {
        const headers = { authorization: `Bearer ${user.token}` };
        const answer = await fetch(`${origin}/api/stream`, { method: 'HEAD', headers });
        expect(answer.headers.get('content-type')).to.equal('text/csv; charset=utf-8');
        expect(isAsked).to.equal(false);
      });
    });

    it('is refused as a whole to those who may not have it', () =>
      withServer(exportOf().app, async (origin) => {
        expect((await fetch(`${origin}/api/stream`)).status).to.equal(401);
        const other = await anApiKey({ scopes: ['events:write'] });
        expect((await StreamReader.open(origin, other)).response.status).to.equal(403);
      }));
  });

  describe('to a reader that does not read', () => {
    const MIB = 1024 * 1024;
    /** More than sockets and their buffers hold. */
    const ALL = 256;

    it('asks its source for a few chunks only, and for the rest when they are read', async () => {
      let asked = 0;
      const declared = streamRoute('text/csv', async function* () {
        for (; asked < ALL; asked++) yield Buffer.alloc(MIB, '.');
      });
      const server = createServer(aStreamApp(declared).app).listen(0, '127.0.0.1');
      const [accepted, client] = await connectTo(server);
      client.pause();
      await until('the answer waits for its reader', () => accepted.writableNeedDrain);
      expect(asked).to.be.below(ALL / 4);
      let received = 0;
      client.on('data', ({ length }: Buffer) => {
        received += length;
        // What is asked for is never far from what is read.
        if (asked - received / MIB > ALL / 4) client.destroy(new Error(`${asked} chunks are in memory`));
      });
      await once(client.resume(), 'end');
      expect(received).to.be.above(ALL * MIB);
      server.close();
    });

    it('does not hold up a stop when nothing waits for its end', async () => {
      const { app, stop } = aStreamApp(
        streamRoute('text/event-stream', async function* () {
          for (let asked = 0; asked < ALL; asked++) yield `data: ${'.'.repeat(MIB)}\n\n`;
        }),
      );
      const server = createServer(app).listen(0, '127.0.0.1');
      const [accepted, client] = await connectTo(server);
      client.pause().on('error', () => undefined);
      await until('the answer waits for its reader', () => accepted.writableNeedDrain);
      stop();
      await once(server.close(), 'close');
    });

    async function connectTo(server: ReturnType<typeof createServer>): Promise<[accepted: Socket, client: Socket]> {
      await once(server, 'listening');
      const accepting = once(server, 'connection');
      const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
      client.write(
        `GET /api/stream HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${user.token}\r\n\r\n`,
      );
      return [(await accepting)[0] as Socket, client];
    }
  });

  describe('whose reader hangs up', () => {
    it('leaves its source, which is told by its signal', async () => {
      const declared = streamRoute('text/csv', (signal) => addAbortSignal(signal, source));
      await withServer(aStreamApp(declared).app, async (origin) => {
        const reader = await StreamReader.open(origin, user);
        source.write('one\n');
        await reader.next();
        const left = new Promise((resolve) => source.once('close', resolve));
        reader.hangUp();
        await left;
        expect(await lineOf(reader)).to.include({ msg: 'client hung up', status: 200, route: '/api/stream' });
        expect(logLines.parsed().filter(({ level }) => level === 'error')).to.deep.equal([]);
      });
    });

    it('does not begin when that was before its head', async () => {
      let isAsked = false;
      const asking = streamRoute('text/csv', async function* () {
        isAsked = true;
        yield 'one\n';
      });
      const preparing = new EventEmitter();
      const handler = async (call: Call) => {
        preparing.emit('begun');
        await once(preparing, 'done');
        return asking.handler(call);
      };
      await withServer(aStreamApp({ ...asking, handler }).app, async (origin) => {
        const { hostname, port } = new URL(origin);
        const begun = once(preparing, 'begun');
        const socket = connect(Number(port), hostname);
        socket.write(`GET /api/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${user.token}\r\n\r\n`);
        await begun;
        socket.destroy();
        await logLines.first(({ status }) => status === 499);
        preparing.emit('done');
        await turn();
        expect(isAsked).to.equal(false);
      });
    });
  });

  describe('whose caller is not let in any more', () => {
    const endings: Record<string, () => Promise<unknown>> = {
      'whose session ends': () => sql('UPDATE sessions SET ended_at = now() WHERE id = $1', [user.session_id]),
      'who is disabled': () => sql('UPDATE users SET is_active = false WHERE id = $1', [user.id]),
      'who must change the password': () =>
        sql('UPDATE users SET must_change_password = true WHERE id = $1', [user.id]),
    };

    for (const [words, end] of Object.entries(endings)) {
      it(`ends for a user ${words}`, async () => {
        const { app, lookAgain } = eventsOf();
        await withServer(app, async (origin) => {
          const reader = await StreamReader.open(origin, user);
          lookAgain();
          expect(await reader.next()).to.equal(':\n\n');
          await end();
          lookAgain();
          expect(await reader.next()).to.equal('the end');
          expect(await lineOf(reader)).to.include({ msg: 'request', status: 200 });
        });
      });
    }

    it('ends for a key that is revoked', async () => {
      const key = await anApiKey({ scopes: ['tasks:read'] });
      const { app, lookAgain } = eventsOf();
      await withServer(app, async (origin) => {
        const reader = await StreamReader.open(origin, key);
        await sql('UPDATE api_keys SET revoked_at = now() WHERE id = $1', [key.id]);
        lookAgain();
        expect(await reader.next()).to.equal('the end');
      });
    });

    it('is cut off when it is a whole that is not there yet', async () => {
      const { app, lookAgain } = exportOf();
      await withServer(app, async (origin) => {
        const reader = await StreamReader.open(origin, user);
        source.write('one\n');
        await reader.next();
        await sql('UPDATE sessions SET ended_at = now() WHERE id = $1', [user.session_id]);
        lookAgain();
        expect(await reader.next()).to.equal('cut off');
        expect(await lineOf(reader)).to.include({ msg: 'answer broke off' });
        expect(logLines.parsed().filter(({ level }) => level === 'error')).to.deep.equal([]);
      });
    });

    it('goes on past the access token, as long as the session is there', async () => {
      const { app, lookAgain } = eventsOf();
      await withServer(app, async (origin) => {
        const reader = await StreamReader.open(origin, user);
        clock.advance({ hours: 2 });
        lookAgain();
        expect(await reader.next()).to.equal(':\n\n');
        clock.advance({ days: 40 });
        lookAgain();
        expect(await reader.next()).to.equal('the end');
      });
    });
  });

  describe('at a stop', () => {
    it('ends when nobody waits for its end, and the server with it', async () => {
      const { app, stop } = eventsOf();
      const server = createServer(app).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const reader = await StreamReader.open(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, user);
      source.write('data: 1\n\n');
      expect(await reader.next()).to.equal('data: 1\n\n');
      stop();
      const closed = once(server.close(), 'close');
      expect(await reader.next()).to.equal('the end');
      await closed;
      expect(await lineOf(reader)).to.include({ msg: 'request', status: 200 });
    });

    it('ends for however many listen, without a warning', async () => {
      const warnings: Error[] = [];
      const warn = (warning: Error) => warnings.push(warning);
      process.on('warning', warn);
      const quiet = streamRoute('text/event-stream', () => new PassThrough());
      const { app, stop } = aStreamApp(quiet);
      await withServer(app, async (origin) => {
        const readers = await Promise.all(Array.from({ length: 20 }, () => StreamReader.open(origin, user)));
        stop();
        const ends = await Promise.all(readers.map((reader) => reader.next()));
        expect(new Set(ends)).to.deep.equal(new Set(['the end']));
      });
      process.off('warning', warn);
      expect(warnings.map(({ message }) => message)).to.deep.equal([]);
    });

    it('is over at once when it begins then, so that the client connects elsewhere', async () => {
      const { app, stop } = eventsOf();
      stop();
      await withServer(app, async (origin) => {
        const reader = await StreamReader.open(origin, user);
        expect(reader.response.headers.get('connection')).to.equal('close');
        expect(await reader.next()).to.equal('the end');
      });
    });

    it('goes on when it is a whole, like every request in flight', async () => {
      const { app, stop } = exportOf();
      await withServer(app, async (origin) => {
        const reader = await StreamReader.open(origin, user);
        stop();
        source.end('all of it\n');
        expect([await reader.next(), await reader.next()]).to.deep.equal(['all of it\n', 'the end']);
      });
    });
  });

  describe('that fails in the middle', () => {
    const heard = hearUnexpected();

    for (const make of [exportOf, eventsOf]) {
      it(`is cut off and told: ${make.name}`, () =>
        withServer(make().app, async (origin) => {
          const reader = await StreamReader.open(origin, user);
          source.write('one\n');
          await reader.next();
          source.destroy(new Error('something tore'));
          expect(await reader.next()).to.equal('cut off');
          expect(await lineOf(reader)).to.include({ msg: 'answer broke off', status: 200 });
          expect(heard.map(({ error }) => error.message)).to.deep.equal(['something tore']);
          expect(heard[0]?.context).to.include({ where: 'request', route: '/api/stream', actor_id: user.id });
        }));
    }

    it('is cut off by a reset, which nobody takes for its end who speaks HTTP/1.0', () =>
      withServer(exportOf().app, async (origin) => {
        const { hostname, port } = new URL(origin);
        const socket = connect(Number(port), hostname);
        socket.write(`GET /api/stream HTTP/1.0\r\nAuthorization: Bearer ${user.token}\r\n\r\n`);
        source.write('one\n');
        await once(socket, 'data');
        const failed = once(socket, 'error');
        source.destroy(new Error('something tore'));
        expect((await failed)[0]).to.include({ code: 'ECONNRESET' });
      }));

    it('is cut off when the database goes away, under the source or under the next look', async () => {
      const { app, lookAgain } = eventsOf();
      await withServer(app, async (origin) => {
        const reader = await StreamReader.open(origin, user);
        await proxy.cut();
        lookAgain();
        expect(await reader.next()).to.equal('cut off');
        await lineOf(reader);
      });
      await proxy.restore();
      const reading = streamRoute('text/csv', async function* () {
        yield 'one\n';
        await proxy.cut();
        await deps.pool.query('SELECT 1');
        yield 'two\n';
      });
      await withServer(aStreamApp(reading).app, async (origin) => {
        const reader = await StreamReader.open(origin, user);
        expect([await reader.next(), await reader.next()]).to.deep.equal(['one\n', 'cut off']);
        await lineOf(reader);
      });
      const errors = logLines.parsed().filter(({ level }) => level === 'error');
      expect(errors.map(({ msg }) => msg)).to.deep.equal(['DATABASE_UNAVAILABLE', 'DATABASE_UNAVAILABLE']);
      expect(heard).to.deep.equal([]);
    });
  });

  describe('seen from outside', () => {
    it('is one line when it has ended, and one measurement: of how long it took to begin', async () => {
      const { app, metrics } = exportOf();
      await withServer(app, async (origin) => {
        const asked = performance.now();
        const reader = await StreamReader.open(origin, user);
        const begun = performance.now();
        const labels = { method: 'GET', route: '/api/stream', status: '200' };
        const measured = async (part: string) =>
          (await metrics.requests.get()).values.find(
            ({ metricName, labels: of }) =>
              metricName === `http_request_duration_seconds_${part}` && of.route === labels.route,
          )?.value;
        expect(await measured('count')).to.equal(undefined);
        await until('it takes longer than it took to begin', () => performance.now() - begun > begun - asked);
        source.end();
        expect(await reader.next()).to.equal('the end');
        const { ms } = await lineOf(reader);
        expect(await measured('count')).to.equal(1);
        expect((await measured('sum')) as number).to.be.below((begun - asked) / 1000);
        expect(ms).to.be.above(begun - asked);
        expect(logLines.parsed().filter((line) => line.ms !== undefined)).to.have.length(1);
      });
    });
  });
});
