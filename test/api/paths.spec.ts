import { expect } from 'chai';
import { api } from '../support/api.js';
import type { MeBody } from '../support/bodies.js';
import { expectError } from '../support/expect-error.js';
import { aUser, type TestUser } from '../support/people.js';
import { aTask } from '../support/records.js';
import { proxy } from '../support/world.js';

describe('Paths and methods', () => {
  let user: TestUser;

  beforeEach(async () => {
    user = await aUser();
  });

  it('are the same below /api and /api/v1', async () => {
    for (const base of ['/api', '/api/v1']) {
      expect((await api.as(user).get<MeBody>('/auth/me', { base })).body.id).to.equal(user.id);
    }
  });

  it('do not mind a slash at the end', async () => {
    expect((await api.as(user).get('/tasks/')).status).to.equal(200);
  });

  it('that nobody knows are a 404 in our words, logged in or not', async () => {
    for (const as of [api, api.as(user)]) {
      for (const path of ['/nothing', '/tasks/1/2/3', '/', '/v2/tasks', '/__proto__']) {
        expectError(await as.get(path), 'NOT_FOUND');
        expectError(await as.post(path, {}), 'NOT_FOUND');
      }
    }
    expectError(await api.get('/nothing', { base: '' }), 'NOT_FOUND');
  });

  it('that have a name of their own are no ids', async () => {
    expect((await api.as(user).get<MeBody>('/users/me')).body.id).to.equal(user.id);
  });

  it('that the contract names and that are not there yet are a 404, and the database is not asked', async () => {
    await proxy.cut();
    for (const path of ['/events/export', '/events/stream', '/events/bulk', '/tasks/export', '/users/lookup']) {
      expectError(await api.as(user).get(path), 'NOT_FOUND');
    }
  });

  it('answer HEAD like GET, without a body', async () => {
    const { status, body } = await api.as(user).call('HEAD', '/tasks');
    expect({ status, body }).to.deep.equal({ status: 200, body: undefined });
  });

  it('lead from / to the console', async () => {
    const { status, headers } = await api.get('/', { base: '' });
    expect(status).to.equal(302);
    expect(headers.get('location')).to.equal('/admin');
  });
});

describe('An absent body', () => {
  it('is an empty object', async () => {
    const user = await aUser();
    const { id } = await aTask({ by: user });
    expect((await api.as(user).put(`/tasks/${id}`)).status).to.equal(200);
    expect(
      (await api.as(user).put(`/tasks/${id}`, undefined, { headers: { 'content-type': 'text/plain' } })).status,
    ).to.equal(200);
    expectError(await api.as(user).post('/tasks'), 'VALIDATION_FAILED', ['title']);
  });
});
