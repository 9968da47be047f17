import { expect } from 'chai';
import { api } from '../support/api.js';
import { audited, expectOneEntry } from '../support/audit.js';
import type { CreatedUserBody, LoginBody } from '../support/bodies.js';
import { consoleOf } from '../support/console.js';
import { expectError } from '../support/expect-error.js';
import { logLines } from '../support/log-lines.js';
import { aUser, PASSWORD } from '../support/people.js';

describe('POST /users/{id}/reset-password', () => {
  it('gives a new password that is shown once and must be changed; the sessions end', async () => {
    const [admin, user] = [await aUser({ role: 'admin' }), await aUser()];
    const { outcome, entries } = await audited(() =>
      api.as(admin).post<CreatedUserBody>(`/users/${user.id}/reset-password`),
    );
    expect(outcome.status).to.equal(200);
    const password = outcome.body.generated_password as string;
    expectOneEntry(entries, admin, { action: 'user.reset_password', entity: 'user', entity_id: user.id });
    expect(JSON.stringify(entries) + logLines.all()).not.to.include(password);
    expectError(await api.as(user).get('/auth/me'), 'UNAUTHENTICATED');
    const logIn = (word: string) => api.post<LoginBody>('/auth/login', { email: user.email, password: word });
    expectError(await logIn(PASSWORD), 'INVALID_CREDENTIALS');
    const { body } = await logIn(password);
    expect(body.user.must_change_password).to.equal(true);
    expectError(await api.as({ token: body.access_token }).get('/tasks'), 'PASSWORD_CHANGE_REQUIRED');
  });

  it('is not for one’s own password, which asks for the current one', async () => {
    const admin = await aUser({ role: 'admin' });
    const { outcome, entries } = await audited(() => api.as(admin).post(`/users/${admin.id}/reset-password`));
    expectError(outcome, 'OWN_ACCOUNT');
    expect(entries).to.deep.equal([]);
    expectError(await api.as(admin).post(`/users/${admin.id.toUpperCase()}/reset-password`), 'OWN_ACCOUNT');
    expectError(await api.as(admin).put(`/users/${admin.id}`, { password: 'seven green bottles' }), 'FORBIDDEN');
    const console = await consoleOf(admin);
    for (const action of ['resetPassword', 'edit']) {
      const { body } = await console.act('users', admin.id, action, { password: 'seven green bottles', version: '1' });
      expect(body.notice?.type, action).to.equal('error');
    }
    expect((await api.post('/auth/login', { email: admin.email, password: PASSWORD })).status).to.equal(200);
  });
});
