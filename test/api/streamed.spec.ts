import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { addAbortSignal } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { expect } from 'chai';
import type { Call } from '../../src/api/route.js';
import { anApiKey } from '../support/api-keys.js';
import { expectAnswerOf } from '../support/contract.js';
import { logLines } from '../support/log-lines.js';
import { withServer } from '../support/own-app.js';
import { aStreamApp, aStreamScene, lineOf, streamRoute } from '../support/stream-app.js';
import { StreamReader } from '../support/stream-reader.js';
import { until } from '../support/until.js';

describe('A streamed answer', () => {
  const scene = aStreamScene();
  const { exportOf } = scene;

  describe('on its way', () => {
    for (const encoding of ['identity', 'gzip', 'br, gzip, deflate']) {
      it(`arrives while it is made, head first, by a client that takes ${encoding}`, () =>
        withServer(exportOf().app, async (origin) => {
          const headers = { 'accept-encoding': encoding };
          const reader = await StreamReader.open(origin, scene.user, headers);
          for (const chunk of ['one\n', 'two\n']) {
            scene.source.write(chunk);
            expect(await reader.next()).to.equal(chunk);
          }
          scene.source.end('three\n');
          expect([await reader.next(), await reader.next()]).to.deep.equal(['three\n', 'the end']);
          const plain = await fetch(`${origin}/api/plain`, {
            headers: { ...headers, authorization: `Bearer ${scene.user.token}` },
          });
          expect(plain.headers.has('content-encoding')).to.equal(encoding !== 'identity');
        }));
    }

    it('says what it is, how it may be called, and that nobody keeps it', () =>
      withServer(exportOf().app, async (origin) => {
        const { headers } = (await StreamReader.open(origin, scene.user)).response;
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
          const { response } = await StreamReader.open(origin, scene.user);
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
        const headers = { authorization: `Bearer ${scene.user.token}` };
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
        `GET /api/stream HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer ${scene.user.token}\r\n\r\n`,
      );
      return [(await accepting)[0] as Socket, client];
    }
  });

  describe('whose reader hangs up', () => {
    it('leaves its source, which is told by its signal', async () => {
      const declared = streamRoute('text/csv', (signal) => addAbortSignal(signal, scene.source));
      await withServer(aStreamApp(declared).app, async (origin) => {
        const reader = await StreamReader.open(origin, scene.user);
        scene.source.write('one\n');
        await reader.next();
        const left = new Promise((resolve) => scene.source.once('close', resolve));
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
        socket.write(
          `GET /api/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${scene.user.token}\r\n\r\n`,
        );
        await begun;
        socket.destroy();
        await logLines.first(({ status }) => status === 499);
        preparing.emit('done');
        await turn();
        expect(isAsked).to.equal(false);
      });
    });
  });

  describe('seen from outside', () => {
    it('is one line when it has ended, and one measurement: of how long it took to begin', async () => {
      const { app, metrics } = exportOf();
      await withServer(app, async (origin) => {
        const asked = performance.now();
        const reader = await StreamReader.open(origin, scene.user);
        const begun = performance.now();
        const labels = { method: 'GET', route: '/api/stream', status: '200' };
        const measured = async (part: string) =>
          (await metrics.requests.get()).values.find(
            ({ metricName, labels: of }) =>
              metricName === `http_request_duration_seconds_${part}` && of.route === labels.route,
          )?.value;
        expect(await measured('count')).to.equal(undefined);
        await until('it takes longer than it took to begin', () => performance.now() - begun > begun - asked);
        scene.source.end();
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
