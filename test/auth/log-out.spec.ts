import { expect } from 'chai';
import { api } from '../support/api.js';
import { audited, expectOneEntry } from '../support/audit.js';
import { expectError } from '../support/expect-error.js';
import { aUser, openSession } from '../support/people.js';

const isLoggedIn = async (bearer: { token: string }): Promise<boolean> =>
  (await api.as(bearer).get('/auth/me')).status === 200;

describe('POST /auth/logout', () => {
  it('ends this session at once and leaves the others', async () => {
    const user = await aUser();
    const other = await openSession(user.id);
    const { outcome, entries } = await audited(() => api.as(user).post('/auth/logout'));
    expect(outcome.status).to.equal(204);
    expectOneEntry(entries, user, { action: 'auth.logout', entity: 'user', entity_id: user.id });
    expect(await isLoggedIn(user)).to.equal(false);
    expect(await isLoggedIn(other)).to.equal(true);
  });

  it('ends all of one’s sessions with all, and nobody else’s', async () => {
    const [user, neighbour] = [await aUser(), await aUser()];
    const other = await openSession(user.id);
    expect((await api.as(user).post('/auth/logout', { all: true })).status).to.equal(204);
    expect(await isLoggedIn(user)).to.equal(false);
    expect(await isLoggedIn(other)).to.equal(false);
    expect(await isLoggedIn(neighbour)).to.equal(true);
  });

  it('wants all to be true or false', async () => {
    expectError(await api.as(await aUser()).post('/auth/logout', { all: 'yes' }), 'VALIDATION_FAILED', {
      all: /boolean/,
    });
  });
});
