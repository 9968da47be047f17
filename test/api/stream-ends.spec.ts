import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { anApiKey } from '../support/api-keys.js';
import { clock } from '../support/clock.js';
import { logLines } from '../support/log-lines.js';
import { withServer } from '../support/own-app.js';
import { aStreamApp, aStreamScene, lineOf, streamRoute } from '../support/stream-app.js';
import { StreamReader } from '../support/stream-reader.js';
import { hearUnexpected } from '../support/unexpected.js';
import { deps, proxy, sql } from '../support/world.js';

describe('A streamed answer', () => {
  const scene = aStreamScene();
  const { exportOf, eventsOf } = scene;

  describe('whose caller is not let in any more', () => {
    const endings: Record<string, () => Promise<unknown>> = {
      'whose session ends': () => sql('UPDATE sessions SET ended_at = now() WHERE id = $1', [scene.user.session_id]),
      'who is disabled': () => sql('UPDATE users SET is_active = false WHERE id = $1', [scene.user.id]),
      'who must change the password': () =>
        sql('UPDATE users SET must_change_password = true WHERE id = $1', [scene.user.id]),
    };

    for (const [words, end] of Object.entries(endings)) {
      it(`ends for a user ${words}`, async () => {
        const { app, lookAgain } = eventsOf();
        await withServer(app, async (origin) => {
          const reader = await StreamReader.open(origin, scene.user);
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
        const reader = await StreamReader.open(origin, scene.user);
        scene.source.write('one\n');
        await reader.next();
        await sql('UPDATE sessions SET ended_at = now() WHERE id = $1', [scene.user.session_id]);
        lookAgain();
        expect(await reader.next()).to.equal('cut off');
        expect(await lineOf(reader)).to.include({ msg: 'answer broke off' });
        expect(logLines.parsed().filter(({ level }) => level === 'error')).to.deep.equal([]);
      });
    });

    it('goes on past the access token, as long as the session is there', async () => {
      const { app, lookAgain } = eventsOf();
      await withServer(app, async (origin) => {
        const reader = await StreamReader.open(origin, scene.user);
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
      const reader = await StreamReader.open(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, scene.user);
      scene.source.write('data: 1\n\n');
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
        const readers = await Promise.all(Array.from({ length: 20 }, () => StreamReader.open(origin, scene.user)));
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
        const reader = await StreamReader.open(origin, scene.user);
        expect(reader.response.headers.get('connection')).to.equal('close');
        expect(await reader.next()).to.equal('the end');
      });
    });

    it('goes on when it is a whole, like every request in flight', async () => {
      const { app, stop } = exportOf();
      await withServer(app, async (origin) => {
        const reader = await StreamReader.open(origin, scene.user);
        stop();
        scene.source.end('all of it\n');
        expect([await reader.next(), await reader.next()]).to.deep.equal(['all of it\n', 'the end']);
      });
    });
  });

  describe('that fails in the middle', () => {
    const heard = hearUnexpected();

    for (const make of [exportOf, eventsOf]) {
      it(`is cut off and told: ${make.name}`, () =>
        withServer(make().app, async (origin) => {
          const reader = await StreamReader.open(origin, scene.user);
          scene.source.write('one\n');
          await reader.next();
          scene.source.destroy(new Error('something tore'));
          expect(await reader.next()).to.equal('cut off');
          expect(await lineOf(reader)).to.include({ msg: 'answer broke off', status: 200 });
          expect(heard.map(({ error }) => error.message)).to.deep.equal(['something tore']);
          expect(heard[0]?.context).to.include({ where: 'request', route: '/api/stream', actor_id: scene.user.id });
        }));
    }

    it('is cut off by a reset, which nobody takes for its end who speaks HTTP/1.0', () =>
      withServer(exportOf().app, async (origin) => {
        const { hostname, port } = new URL(origin);
        const socket = connect(Number(port), hostname);
        socket.write(`GET /api/stream HTTP/1.0\r\nAuthorization: Bearer ${scene.user.token}\r\n\r\n`);
        scene.source.write('one\n');
        await once(socket, 'data');
        const failed = once(socket, 'error');
        scene.source.destroy(new Error('something tore'));
        expect((await failed)[0]).to.include({ code: 'ECONNRESET' });
      }));

    it('is cut off when the database goes away, under the source or under the next look', async () => {
      const { app, lookAgain } = eventsOf();
      await withServer(app, async (origin) => {
        const reader = await StreamReader.open(origin, scene.user);
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
        const reader = await StreamReader.open(origin, scene.user);
        expect([await reader.next(), await reader.next()]).to.deep.equal(['one\n', 'cut off']);
        await lineOf(reader);
      });
      const errors = logLines.parsed().filter(({ level }) => level === 'error');
      expect(errors.map(({ msg }) => msg)).to.deep.equal(['DATABASE_UNAVAILABLE', 'DATABASE_UNAVAILABLE']);
      expect(heard).to.deep.equal([]);
    });
  });
});
