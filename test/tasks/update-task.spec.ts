import { expect } from 'chai';
import { v7 as uuidv7 } from 'uuid';
import { api } from '../support/api.js';
import { audited, expectOneEntry } from '../support/audit.js';
import type { TaskBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { expectError } from '../support/expect-error.js';
import { aUser, type TestUser } from '../support/people.js';
import { aTask } from '../support/records.js';

describe('PUT /tasks/{id}', () => {
  let manager: TestUser;
  let user: TestUser;

  beforeEach(async () => {
    clock.set('2026-03-01T12:00:00Z');
    manager = await aUser({ role: 'manager' });
    user = await aUser();
  });

  const put = (id: string, body: unknown, by = manager, headers = {}) =>
    api.as(by).put<TaskBody>(`/tasks/${id}`, body, { headers });

  it('changes what is named and keeps the rest', async () => {
    const { id } = await aTask({ title: 'Old', description: 'Kept', priority: 'low' });
    clock.advance({ hours: 1 });
    const { outcome, entries } = await audited(() => put(id, { title: 'New', assigned_user_id: user.id }));
    expect(outcome.status).to.equal(200);
    expect(outcome.body).to.include({ title: 'New', description: 'Kept', priority: 'low', updated_at: clock.unix() });
    expect(outcome.body.assigned_user_name).to.equal(user.full_name);
    expectOneEntry(entries, manager, { action: 'task.update', entity: 'task', entity_id: id });
    expect(entries[0]?.before)
      .to.include({ title: 'Old', assigned_user_id: null })
      .and.not.have.property('description');
    expect(entries[0]?.after).to.include({ title: 'New', assigned_user_id: user.id });
  });

  it('takes back the whole task that was read; what is read-only stays', async () => {
    const { id } = await aTask({ due_date: clock.unix() });
    const { body } = await api.as(manager).get<TaskBody>(`/tasks/${id}`);
    const answer = await put(id, { ...body, created_by: user.id, comment_count: 7, title: 'New' });
    expect(answer.status).to.equal(200);
    expect({ ...answer.body, updated_at: 0 }).to.deep.equal({ ...body, title: 'New', updated_at: 0 });
  });

  it('empties what may be empty', async () => {
    const { id } = await aTask({ assigned_user_id: user.id, due_date: clock.unix(), description: 'D' });
    const { body } = await put(id, { assigned_user_id: null, due_date: null, description: '' });
    expect(body).to.include({ assigned_user_id: null, assigned_user_name: null, due_date: null, description: '' });
  });

  it('lets users change what is assigned to them or made by them, and nothing else', async () => {
    const [own, assigned, other] = [
      await aTask({ by: user }),
      await aTask({ assigned_user_id: user.id }),
      await aTask(),
    ];
    expect((await put(own.id, { title: 'Mine' }, user)).status).to.equal(200);
    expect((await put(assigned.id, { title: 'Mine' }, user)).status).to.equal(200);
    const { outcome, entries } = await audited(() => put(other.id, { title: 'Mine' }, user));
    expectError(outcome, 'FORBIDDEN');
    expectOneEntry(entries, user, { action: 'task.update', outcome: 'denied', entity_id: other.id });
  });

  it('keeps a task assigned to somebody who was disabled since', async () => {
    const { id } = await aTask({ assigned_user_id: user.id });
    await api.as(await aUser({ role: 'admin' })).put(`/users/${user.id}`, { is_active: false });
    expect((await put(id, { assigned_user_id: user.id, title: 'New' })).status).to.equal(200);
  });

  it('names each field that is wrong', async () => {
    const { id } = await aTask();
    const wrong = { title: null, status: 'done', priority: 1, assigned_user_id: uuidv7().slice(1), nick: 1 };
    expectError(await put(id, wrong), 'VALIDATION_FAILED', ['title', 'status', 'priority', 'assigned_user_id', 'nick']);
    expectError(await put(id, { assigned_user_id: uuidv7() }), 'VALIDATION_FAILED', ['assigned_user_id']);
    expectError(await put(id, [1]), 'VALIDATION_FAILED');
    for (const missing of [uuidv7(), 'no-id']) expectError(await put(missing, { title: 'x' }), 'NOT_FOUND');
  });
});

describe('An id in capitals', () => {
  it('is the same id, in the path and in the body', async () => {
    const user = await aUser();
    const { id } = await aTask({ by: user, assigned_user_id: user.id });
    const change = { title: 'x', assigned_user_id: user.id.toUpperCase() };
    const { outcome, entries } = await audited(() => api.as(user).put<TaskBody>(`/tasks/${id.toUpperCase()}`, change));
    expect(outcome.body).to.include({ id, assigned_user_id: user.id });
    expect(entries[0]?.after).not.to.have.property('assigned_user_id');
    expect((await api.as(user).get(`/users/${user.id.toUpperCase()}`)).status).to.equal(200);
    expect((await api.as(user).put(`/users/${user.id.toUpperCase()}`, { full_name: 'New' })).status).to.equal(200);
  });
});

describe('If-Match', () => {
  it('lets the first of two changes of one version through', async () => {
    const [manager, { id }] = [await aUser({ role: 'manager' }), await aTask()];
    const read = await api.as(manager).get<TaskBody>(`/tasks/${id}`);
    const headers = { 'if-match': read.headers.get('etag') as string };
    const change = (title: string) => api.as(manager).put<TaskBody>(`/tasks/${id}`, { title }, { headers });
    const answers = await Promise.all([change('one'), change('two')]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 412]);
    const changed = answers.find(({ status }) => status === 200);
    expect(changed?.headers.get('etag')).not.to.equal(headers['if-match']);
    expect((await api.as(manager).get(`/tasks/${id}`)).headers.get('etag')).to.equal(changed?.headers.get('etag'));
    expectError(
      await api.as(manager).put(`/tasks/${id}/status`, { status: 'closed' }, { headers }),
      'PRECONDITION_FAILED',
    );
  });

  it('takes a version that a proxy has weakened', async () => {
    const [manager, { id }] = [await aUser({ role: 'manager' }), await aTask()];
    const change = () => api.as(manager).put(`/tasks/${id}`, { title: 'x' }, { headers: { 'if-match': 'W/"1"' } });
    expect((await change()).status).to.equal(200);
    expectError(await change(), 'PRECONDITION_FAILED');
  });

  it('fails for what can never be a version of ours', async () => {
    const [manager, { id }] = [await aUser({ role: 'manager' }), await aTask()];
    for (const match of ['"x"', 'W/"x"', '"1", "2"', '1', '""']) {
      const answer = await api.as(manager).put(`/tasks/${id}`, { title: 'x' }, { headers: { 'if-match': match } });
      expectError(answer, 'PRECONDITION_FAILED');
    }
  });

  it('fails once somebody has commented since', async () => {
    const [manager, { id }] = [await aUser({ role: 'manager' }), await aTask()];
    const { headers } = await api.as(manager).get(`/tasks/${id}`);
    await api.as(manager).post(`/tasks/${id}/comments`, { comment: 'Wait.' });
    const match = { 'if-match': headers.get('etag') as string };
    expectError(await api.as(manager).put(`/tasks/${id}`, { title: 'x' }, { headers: match }), 'PRECONDITION_FAILED');
  });
});
