import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { isPublic } from '../../src/api/route.js';
import { routes } from '../../src/api/routes.js';
import { api } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import { expectError } from '../support/expect-error.js';
import { aUser, PASSWORD } from '../support/people.js';
import { anEvent } from '../support/records.js';
import { origin } from '../support/world.js';

const MIB = 1024 * 1024;

const publicPaths = routes.filter((route) => isPublic(route) && route.input).map(({ path }) => path);

async function sendZipped(path: string, text: string, headers: Record<string, string>): Promise<Response> {
  const all = { 'content-type': 'application/json', 'content-encoding': 'gzip', ...headers };
  const body = new Uint8Array(gzipSync(text));
  return fetch(`${origin}/api/v1${path}`, { method: 'POST', headers: all, body });
}

describe('A body', () => {
  for (const path of publicPaths) {
    it(`of a stranger is small, and not compressed: ${path}`, async () => {
      expectError(await api.post(path, `[${'0,'.repeat(10_000)}0]`), 'BODY_TOO_LARGE');
      expect((await sendZipped(path, '{}', {})).status).to.equal(415);
    });
  }

  it('of who is known may be compressed, and is as large as it unfolds', async () => {
    const key = await anApiKey();
    const authorization = { 'x-api-key': key.token };
    const taken = await sendZipped('/events', JSON.stringify(anEvent()), authorization);
    expect(taken.status).to.equal(201);
    const large = await sendZipped(
      '/events',
      JSON.stringify(anEvent({ detail: { a: 'x'.repeat(6 * MIB) } })),
      authorization,
    );
    expect(large.status).to.equal(413);
  });

  it('is UTF-8, with a mark at its beginning or without', async () => {
    const user = api.as(await aUser());
    for (const charset of ['utf-7', 'utf-16', 'cesu-8', 'latin1', 'base64', 'hex', 'gb18030']) {
      const headers = { 'content-type': `application/json; charset=${charset}` };
      expectError(await user.post('/tasks', '{"title":"t"}', { headers }), 'UNSUPPORTED_MEDIA_TYPE');
    }
    for (const type of ['application/json', 'application/json; charset=UTF-8', 'application/json;charset="utf8"']) {
      const made = await user.post('/tasks', '\ufeff{"title":"t"}', { headers: { 'content-type': type } });
      expect(made.status, type).to.equal(201);
    }
  });

  it('holds at most 20,000 values', async () => {
    const user = api.as(await aUser());
    for (const body of [`[${'[],'.repeat(20_000)}[]]`, `{"title":"t","tags":[${'0,'.repeat(20_000)}0]}`]) {
      expectError(await user.post('/tasks', body), 'VALIDATION_FAILED', { body: /20000 values/ });
    }
    const prose = { title: 'one, two', description: 'a, b, c; '.repeat(500) };
    expect((await user.post('/tasks', prose)).status).to.equal(201);
  });

  it('is told at most a hundred of its problems, each by a short name', async () => {
    const user = api.as(await aUser());
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`unknown${at}`, 1]));
    const { body } = await user.post<{ details: object }>('/tasks', many);
    expect(Object.keys(body.details)).to.have.length(100);
    const long = await user.post<{ details: object }>('/tasks', { title: 't', ['x'.repeat(10_000)]: 1 });
    expect(Object.keys(long.body.details)).to.deep.equal(['x'.repeat(200)]);
  });

  it('holds no text that cannot be stored, by name', async () => {
    const admin = api.as(await aUser({ role: 'admin' }));
    for (const text of ['a\u0000b', '\ud800', '\udfff']) {
      const refused = await admin.post('/tasks', JSON.stringify({ title: 'fine', description: text }));
      expectError(refused, 'VALIDATION_FAILED', { description: /cannot be stored/ });
      const deep = { thresholds: { cpu: [{ [text]: 1 }] } };
      expectError(await admin.put('/config/monitoring', deep), 'VALIDATION_FAILED', { thresholds: /cannot be stored/ });
    }
    const nested = `{"thresholds":{"a":${'['.repeat(200)}${']'.repeat(200)}}}`;
    expectError(await admin.put('/config/monitoring', nested), 'VALIDATION_FAILED', { thresholds: /too deeply/ });
  });

  it('of a login is checked before a password is', async () => {
    const { email } = await aUser();
    const refused = await api.post('/auth/login', { email, password: PASSWORD, nick: 1 });
    expectError(refused, 'VALIDATION_FAILED', { nick: /not known/ });
  });
});
