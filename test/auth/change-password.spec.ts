import { expect } from 'chai';
import { api } from '../support/api.js';
import { audited, expectOneEntry } from '../support/audit.js';
import type { MeBody } from '../support/bodies.js';
import { expectError } from '../support/expect-error.js';
import { logLines } from '../support/log-lines.js';
import { aUser, openSession, PASSWORD, type TestUser } from '../support/people.js';

const NEW_PASSWORD = 'seven green bottles on the wall';

const change = (user: TestUser, new_password: string, current_password = PASSWORD) =>
  api.as(user).post('/auth/change-password', { current_password, new_password });

describe('POST /auth/change-password', () => {
  it('changes the password; the session stays, the others end', async () => {
    const user = await aUser();
    const other = await openSession(user.id);
    const { outcome, entries } = await audited(() => change(user, NEW_PASSWORD));
    expect(outcome.status).to.equal(204);
    expectOneEntry(entries, user, { action: 'user.change_password', entity: 'user', entity_id: user.id });
    expect(JSON.stringify(entries) + logLines.all()).not.to.match(new RegExp(`${PASSWORD}|${NEW_PASSWORD}|\\$2b\\$`));
    expect((await api.as(user).get('/auth/me')).status).to.equal(200);
    expectError(await api.as(other).get('/auth/me'), 'UNAUTHENTICATED');
    const logIn = (password: string) => api.post('/auth/login', { email: user.email, password });
    expect((await logIn(NEW_PASSWORD)).status).to.equal(200);
    expectError(await logIn(PASSWORD), 'INVALID_CREDENTIALS');
  });

  it('opens the rest to somebody who had to change it', async () => {
    const user = await aUser({ must_change_password: true });
    expectError(await api.as(user).get('/tasks'), 'PASSWORD_CHANGE_REQUIRED');
    expect((await change(user, NEW_PASSWORD)).status).to.equal(204);
    const me = await api.as(user).get<MeBody>('/auth/me');
    expect(me.status).to.equal(200);
    expect(me.body.must_change_password).to.equal(false);
  });

  it('refuses a wrong current password, and notes it', async () => {
    const user = await aUser();
    const { outcome, entries } = await audited(() => change(user, NEW_PASSWORD, 'not the password'));
    expectError(outcome, 'VALIDATION_FAILED', { current_password: /wrong/ });
    expect(entries).to.have.length(1);
    expect(entries[0]).to.include({ action: 'user.change_password', outcome: 'refused', actor_id: user.id });
  });

  it('refuses what is short, long, easy to guess, the email or the current one', async () => {
    const user = await aUser({ email: 'margarethe.von.trotta@example.com' });
    for (const [password, problem] of [
      ['short', /at least 8/],
      ['x'.repeat(73), /at most 72 bytes/],
      ['ü'.repeat(37), /at most 72 bytes/],
    ] as const) {
      expectError(await change(user, password), 'VALIDATION_FAILED', { new_password: problem });
    }
    for (const password of ['password1', user.email, 'margarethe.von.trotta', PASSWORD]) {
      expectError(await change(user, password), 'VALIDATION_FAILED', ['new_password']);
    }
  });
});
