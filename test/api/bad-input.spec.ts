import { expect } from 'chai';
import { bodyLimitOf } from '../../src/api/read-request.js';
import type { Route } from '../../src/api/route.js';
import { routes } from '../../src/api/routes.js';
import { ACCESS, TARGETS } from '../access/access-table.js';
import { type Answer, api, type CallOptions, type ErrorBody } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import { expectError } from '../support/expect-error.js';
import { aUser, PASSWORD } from '../support/people.js';

/** Somebody who may do it calls the route, with a body of the test's choosing. */
async function call(route: Route, options: CallOptions, path?: string): Promise<Answer<ErrorBody>> {
  const name = `${route.method.toUpperCase()} ${route.path}`;
  const { target, keys = [], who } = ACCESS[name] ?? {};
  const caller = who === '----' ? await anApiKey({ scopes: keys }) : await aUser({ role: 'admin' });
  const id = target && route.path.includes('{id}') ? await TARGETS[target]() : '';
  return api.as(caller).call(route.method.toUpperCase(), path ?? route.path.replace('{id}', id), options);
}

/** A route whose body is read; ingest takes each event for itself and answers for each. */
const withBody = routes.filter(({ input }) => input !== undefined);
const strict = withBody.filter(({ path }) => path !== '/events');
const withId = routes.filter(({ path }) => path.includes('{id}'));
const nameOf = ({ method, path }: Route): string => `${method.toUpperCase()} ${path}`;

describe('Bad input', () => {
  for (const route of withBody) {
    it(`in the form of the body is refused by ${nameOf(route)}`, async () => {
      for (const body of ['{"a":', '{a:1}', "{'a':1}", '', '\u0000', '{"a":NaN}'].filter(Boolean)) {
        expectError(await call(route, { body }), 'INVALID_JSON');
      }
      for (const type of [
        'text/plain',
        'application/xml',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
      ]) {
        expectError(await call(route, { body: '{}', headers: { 'content-type': type } }), 'UNSUPPORTED_MEDIA_TYPE');
      }
      const unknown = { 'content-type': 'application/json; charset=klingon' };
      expectError(await call(route, { body: '{}', headers: unknown }), 'UNSUPPORTED_MEDIA_TYPE');
      const squeezed = { 'content-encoding': 'x-mine' };
      expectError(await call(route, { body: '{}', headers: squeezed }), 'UNSUPPORTED_MEDIA_TYPE');
      expectError(await call(route, { body: `{"a":"${'x'.repeat(bodyLimitOf(route))}"}` }), 'BODY_TOO_LARGE');
    });

    it(`nested too deeply is no fault of ours in ${nameOf(route)}`, async () => {
      for (const [open, close] of [
        ['[', ']'],
        ['{"a":', '}'],
      ] as const) {
        const depth = Math.min(50_000, bodyLimitOf(route) / 8);
        const body = `${open.repeat(depth)}1${close.repeat(depth)}`;
        expect((await call(route, { body })).status, open).to.equal(422);
      }
    });
  }

  for (const route of strict) {
    it(`in the fields is named by ${nameOf(route)}`, async () => {
      expectError(await call(route, { body: { nick: 1 } }), 'VALIDATION_FAILED', { nick: /not known/ });
      for (const body of ['[]', '7', '"text"', 'null', 'true', '[{}]']) {
        const answer = await call(route, { body });
        expect(answer.status, body).to.equal(422);
      }
      for (const text of ['a\\u0000b', '\\ud800', '\\udfff']) {
        expectError(await call(route, { body: `{"${text}":1}` }), 'VALIDATION_FAILED');
      }
      const polluted = await call(route, { body: '{"__proto__":{"is_admin":true},"constructor":{"prototype":1}}' });
      expectError(polluted, 'VALIDATION_FAILED', ['constructor']);
    });
  }

  for (const route of withId) {
    it(`in the id is found by ${nameOf(route)}`, async () => {
      const body = ACCESS[nameOf(route)]?.body?.('');
      const ids = ['7', 'no-id', '%00', 'a%20b', '%F0%9F%98%80', '..%2f..%2fetc', `${'9'.repeat(5000)}`, "'--", '{id}'];
      for (const id of ids) {
        const { status } = await call(route, { body }, route.path.replace('{id}', id));
        expect(status, id.slice(0, 20)).to.be.oneOf([404, 422]);
      }
      for (const broken of ['%', '%zz', '%c3%28', '%ff']) {
        expectError(await call(route, { body }, route.path.replace('{id}', broken)), 'MALFORMED_REQUEST');
      }
    });
  }

  for (const route of routes) {
    it(`in the query is named by ${nameOf(route)}`, async () => {
      const { target, body } = ACCESS[nameOf(route)] ?? {};
      const id = target ? await TARGETS[target]() : '';
      const path = route.path.replace('{id}', id);
      const given = route.path === '/auth/login' ? { email: 'a@example.com', password: PASSWORD } : body?.(id);
      expectError(await call(route, { body: given }, `${path}?nick=1`), 'VALIDATION_FAILED', { nick: /not known/ });
      expectError(await call(route, { body: given }, `${path}?nick=%zz`), 'MALFORMED_REQUEST');
    });
  }
});

describe('Text in queries that cannot be stored', () => {
  for (const path of ['/events', '/tasks', '/users', '/audit']) {
    it(`is refused by ${path}`, async () => {
      const admin = api.as(await aUser({ role: 'admin' }));
      for (const query of ['search=a%00b', 'cursor=%00', 'sort=%00', 'account=%00', 'entity_id=%00']) {
        expectError(await admin.get(`${path}?${query}`), 'VALIDATION_FAILED');
      }
    });
  }
});
