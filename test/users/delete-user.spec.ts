import { expect } from 'chai';
import { v7 as uuidv7 } from 'uuid';
import { api } from '../support/api.js';
import { audited, expectOneEntry } from '../support/audit.js';
import type { TaskBody } from '../support/bodies.js';
import { expectError } from '../support/expect-error.js';
import { aUser, PASSWORD, type TestUser } from '../support/people.js';
import { aTask } from '../support/records.js';
import { sql } from '../support/world.js';

describe('DELETE /users/{id}', () => {
  let admin: TestUser;
  let user: TestUser;

  beforeEach(async () => {
    admin = await aUser({ role: 'admin' });
    user = await aUser({ full_name: 'Gone Girl' });
  });

  it('takes the user out of everything but the history', async () => {
    const task = await aTask({ by: user });
    const { outcome, entries } = await audited(() => api.as(admin).delete(`/users/${user.id}`));
    expect(outcome.status).to.equal(204);
    expectOneEntry(entries, admin, { action: 'user.delete', entity: 'user', entity_id: user.id });
    expect(entries[0]?.after).to.equal(null);
    expectError(await api.as(user).get('/auth/me'), 'UNAUTHENTICATED');
    expectError(await api.post('/auth/login', { email: user.email, password: PASSWORD }), 'INVALID_CREDENTIALS');
    expectError(await api.as(admin).get(`/users/${user.id}`), 'NOT_FOUND');
    const { body } = await api.as(admin).get<TaskBody>(`/tasks/${task.id}`);
    expect(body.created_by_name).to.equal('Gone Girl');
    expect(await sql('SELECT 1 FROM users WHERE id = $1', [user.id])).to.have.length(1);
  });

  it('finds nobody twice', async () => {
    await api.as(admin).delete(`/users/${user.id}`);
    for (const id of [user.id, uuidv7(), 'no-id']) {
      expectError(await api.as(admin).delete(`/users/${id}`), 'NOT_FOUND');
      expectError(await api.as(admin).put(`/users/${id}`, { full_name: 'X' }), 'NOT_FOUND');
      expectError(await api.as(admin).post(`/users/${id}/reset-password`), 'NOT_FOUND');
    }
  });
});
