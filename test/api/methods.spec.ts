import { once } from 'node:events';
import { request } from 'node:http';
import { expect } from 'chai';
import { routes } from '../../src/api/routes.js';
import { type Answer, api, type ErrorBody } from '../support/api.js';
import { expectError } from '../support/expect-error.js';
import { aUser, type TestUser } from '../support/people.js';
import { RawConnection } from '../support/raw-connection.js';
import { documentedCalls } from '../support/text-places.js';
import { origin } from '../support/world.js';

/** Those that Node's parser knows and that may be asked of a path. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'PURGE'];

const paths = [...new Set(documentedCalls.map(({ path }) => path))];

const methodsOf = (path: string): string[] =>
  documentedCalls.filter((call) => call.path === path).map(({ method }) => method);

/** By any method: `fetch` sends no TRACE. */
async function ask(method: string, path: string, headers: Record<string, string> = {}): Promise<Answer<ErrorBody>> {
  const asked = request(`${origin}${path}`, { method, headers }).end();
  const [response] = await once(asked, 'response');
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  const isJson = /json/.test(response.headers['content-type'] ?? '');
  return {
    status: response.statusCode,
    headers: new Headers(response.headers),
    body: isJson && text ? JSON.parse(text) : text,
  };
}

/** The path takes these methods, and says so to all others. */
async function expectMethods(path: string, methods: string[], headers: Record<string, string> = {}): Promise<void> {
  const known = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
  for (const method of METHODS.filter((one) => !known.includes(one))) {
    const answer = await ask(method, path, headers);
    expect(answer.headers.get('allow'), `${method} ${path}`).to.equal(methods.join(', '));
    if (method === 'HEAD') expect(answer.status).to.equal(405);
    else expectError(answer, 'METHOD_NOT_ALLOWED');
  }
  const { status, headers: given } = await ask('OPTIONS', path, headers);
  expect({ status, allow: given.get('allow') }).to.deep.equal({ status: 204, allow: methods.join(', ') });
}

describe('Methods', () => {
  let user: TestUser;
  let headers: Record<string, string>;

  beforeEach(async () => {
    user = await aUser();
    headers = { authorization: `Bearer ${user.token}` };
  });

  for (const path of paths) {
    it(`that ${path} does not take are a 405 with those that it does`, async () => {
      for (const base of ['/api', '/api/v1']) {
        for (const id of ['019ca9b0-0000-7000-8000-000000000001', 'no-id']) {
          await expectMethods(`${base}${path.replace('{id}', id)}`, methodsOf(path), headers);
        }
      }
      await expectMethods(`/api${path}/`, methodsOf(path));
    });
  }

  it('are told in the order of the document', () => {
    expect(paths.length).to.equal(new Set(routes.map(({ path }) => path)).size);
    expect(methodsOf('/tasks')).to.deep.equal(['GET', 'POST']);
    expect(methodsOf('/tasks/{id}')).to.deep.equal(['GET', 'PUT', 'DELETE']);
    expect(methodsOf('/tasks/bulk')).to.deep.equal(['POST']);
  });

  it('are told of paths beside the document, too', async () => {
    const beside = ['/', '/metrics', '/health', '/health/live', '/health/ready', '/health/db', '/health/redis'];
    for (const path of [
      ...beside,
      '/api/openapi.json',
      '/api/docs',
      '/api/v1/openapi.json',
      '/api/docs/start.js',
      '/api/docs/assets/swagger-ui.css',
    ]) {
      await expectMethods(path, ['GET']);
    }
  });

  it('are none on a path that is not there, OPTIONS among them', async () => {
    for (const path of ['/nothing', '/events/export', '/tasks/export', '/users/lookup', '/tasks/1/2/3']) {
      for (const method of [...METHODS, 'OPTIONS']) {
        const answer = await ask(method, `/api${path}`, headers);
        expect(answer.status, `${method} ${path}`).to.equal(404);
        expect(answer.headers.get('allow'), `${method} ${path}`).to.equal(null);
      }
    }
  });

  it('that nobody has heard of, Node refuses by itself', async () => {
    const { hostname, port } = new URL(origin);
    const connection = new RawConnection(Number(port), hostname);
    connection.send('FROBNICATE /api/tasks HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await connection.ended;
    expect(connection.answers()).to.deep.equal(['400']);
  });
});

describe('Address and headers of more than 16 KiB', () => {
  it('are a 431, as the document says of every call', async () => {
    const token = (await aUser({ role: 'admin' })).token;
    const long = await ask('GET', `/api/tasks?search=${'x'.repeat(17_000)}`, { authorization: `Bearer ${token}` });
    expect({ status: long.status, body: long.body }).to.deep.equal({ status: 431, body: '' });
    const document = (await api.get<{ paths: Record<string, Record<string, { responses: object }>> }>('/openapi.json'))
      .body;
    for (const call of Object.values(document.paths).flatMap((path) => Object.values(path))) {
      expect(call.responses).to.have.nested.property('431.description');
    }
  });
});
