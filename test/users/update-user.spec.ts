import { expect } from 'chai';
import { api } from '../support/api.js';
import { audited, expectOneEntry } from '../support/audit.js';
import type { UserBody } from '../support/bodies.js';
import { consoleOf } from '../support/console.js';
import { expectError } from '../support/expect-error.js';
import { aUser, PASSWORD, type TestUser } from '../support/people.js';

const put = (by: TestUser, id: string, body: unknown, headers = {}) =>
  api.as(by).put<UserBody>(`/users/${id}`, body, { headers });

const isLoggedIn = async (user: TestUser) => (await api.as(user).get('/auth/me')).status === 200;

describe('PUT /users/{id}', () => {
  let admin: TestUser;
  let user: TestUser;

  beforeEach(async () => {
    admin = await aUser({ role: 'admin' });
    user = await aUser({ full_name: 'Old Name', email: 'old@example.com' });
  });

  it('changes what is named and keeps the rest', async () => {
    const { outcome, entries } = await audited(() => put(admin, user.id, { full_name: 'New Name' }));
    expect(outcome.status).to.equal(200);
    expect(outcome.body).to.include({ full_name: 'New Name', email: 'old@example.com', role: 'user' });
    expectOneEntry(entries, admin, { action: 'user.update', entity: 'user', entity_id: user.id });
    expect(entries[0]?.before).to.include({ full_name: 'Old Name' }).and.not.have.property('email');
    expect(entries[0]?.after).to.include({ full_name: 'New Name' });
  });

  it('ignores read-only fields that are sent back', async () => {
    const { body } = await api.as(admin).get<UserBody>(`/users/${user.id}`);
    const answer = await put(admin, user.id, { ...body, created_at: 1, id: admin.id, full_name: 'New Name' });
    expect(answer.status).to.equal(200);
    expect(answer.body).to.include({ id: user.id, full_name: 'New Name', created_at: body.created_at });
  });

  it('lets people change their own name and email, by id and by me', async () => {
    expect((await put(user, user.id, { full_name: 'Me' })).body.full_name).to.equal('Me');
    const own = { email: 'Mine@Example.com', current_password: PASSWORD };
    const { outcome: me, entries } = await audited(() => api.as(user).put<UserBody>('/users/me', own));
    expect(me.body.email).to.equal('mine@example.com');
    expect(JSON.stringify([me.body, entries])).not.to.contain(PASSWORD);
    expect(await isLoggedIn(user)).to.equal(true);
  });

  it('asks for the password before it changes one’s own email, and for few guesses', async () => {
    const change = (body: object) => put(user, user.id, { email: 'mine@example.com', ...body });
    expectError(await change({}), 'VALIDATION_FAILED', { current_password: /needed/ });
    const { outcome, entries } = await audited(() => change({ current_password: 'not this' }));
    expectError(outcome, 'VALIDATION_FAILED', { current_password: /wrong/ });
    expectOneEntry(entries, user, { action: 'user.update', outcome: 'refused', entity_id: user.id });
    expectError(await change({ email: admin.email, current_password: PASSWORD }), 'EMAIL_TAKEN');
    for (let tries = 3; tries < 5; tries++) await change({});
    expectError(await change({ current_password: PASSWORD }), 'RATE_LIMITED');
    expect((await put(user, user.id, { email: user.email, full_name: 'The same email' })).status).to.equal(200);
    expect((await put(admin, user.id, { email: 'by-admin@example.com' })).status).to.equal(200);
  });

  it('lets nobody change anything else about themselves, administrators neither', async () => {
    const changes = [{ role: 'admin' }, { is_active: false }, { password: 'seven green bottles on the wall' }];
    for (const change of [...changes, { responsible_province: 'Utrecht' }, { must_change_password: true }]) {
      const { outcome, entries } = await audited(() => put(user, user.id, change));
      expectError(outcome, 'FORBIDDEN');
      expectOneEntry(entries, user, { action: 'user.update', outcome: 'denied', entity_id: user.id });
    }
    expectError(await put(admin, admin.id, { role: 'viewer' }), 'FORBIDDEN');
    expectError(await put(admin, admin.id, { is_active: false }), 'FORBIDDEN');
  });

  it('takes the same value for no change', async () => {
    expect((await put(user, user.id, { role: 'user', is_active: true, full_name: 'Me' })).status).to.equal(200);
  });

  it('ends sessions of the console, too', async () => {
    const session = await consoleOf(user);
    const isIn = async () => (await session.get('/admin/api/resources/tasks/actions/list')).status === 200;
    expect(await isIn()).to.equal(true);
    await put(admin, user.id, { role: 'viewer' });
    expect(await isIn()).to.equal(false);
  });

  it('ends the sessions of whom gets a new password, role or state, and no others', async () => {
    const changes = [{ role: 'viewer' }, { is_active: false }, { password: 'seven green bottles on the wall' }];
    for (const change of changes) {
      const one = await aUser();
      expect((await put(admin, one.id, change)).status, JSON.stringify(change)).to.equal(200);
      expect(await isLoggedIn(one), JSON.stringify(change)).to.equal(false);
    }
    await put(admin, user.id, { full_name: 'New Name' });
    expect(await isLoggedIn(user)).to.equal(true);
  });

  it('sets a password that works, and keeps it out of answer and audit log', async () => {
    const password = 'seven green bottles on the wall';
    const { outcome, entries } = await audited(() => put(admin, user.id, { password }));
    expect(JSON.stringify([outcome.body, entries])).not.to.match(/bottles|\$2b\$/);
    const logIn = (word: string) => api.post('/auth/login', { email: user.email, password: word });
    expect((await logIn(password)).status).to.equal(200);
    expectError(await logIn(PASSWORD), 'INVALID_CREDENTIALS');
  });

  it('refuses an email that is taken', async () => {
    const taken = { email: admin.email.toUpperCase(), current_password: PASSWORD };
    expectError(await put(user, user.id, taken), 'EMAIL_TAKEN', ['email']);
  });

  it('refuses a change of something that has changed since', async () => {
    const { headers } = await api.as(admin).get(`/users/${user.id}`);
    const match = { 'if-match': headers.get('etag') as string };
    const changed = await put(admin, user.id, { full_name: 'First' }, match);
    expect(changed.headers.get('etag')).not.to.equal(match['if-match']);
    expectError(await put(admin, user.id, { full_name: 'Second' }, match), 'PRECONDITION_FAILED');
    expect((await put(admin, user.id, { full_name: 'Third' }, { 'if-match': '*' })).status).to.equal(200);
  });

  it('names each field that is wrong', async () => {
    expectError(
      await put(admin, user.id, { email: null, full_name: '', is_active: 'no', nick: 1 }),
      'VALIDATION_FAILED',
      {
        email: /email/,
        full_name: /empty/,
        is_active: /boolean/,
        nick: /not known/,
      },
    );
  });
});
