import { expect } from 'chai';
import { api } from '../support/api.js';
import { audited, expectOneEntry } from '../support/audit.js';
import type { TaskBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { expectError } from '../support/expect-error.js';
import { aUser, type TestUser } from '../support/people.js';
import { aTask } from '../support/records.js';

describe('PUT /tasks/{id}/status', () => {
  let manager: TestUser;

  beforeEach(async () => {
    clock.set('2026-03-01T12:00:00Z');
    manager = await aUser({ role: 'manager' });
  });

  const set = (id: string, status: string, by = manager) => api.as(by).put<TaskBody>(`/tasks/${id}/status`, { status });

  it('closes: the time is noted, and stays when it is closed again', async () => {
    const { id } = await aTask();
    clock.advance({ hours: 2 });
    const closedAt = clock.unix();
    const { outcome, entries } = await audited(() => set(id, 'closed'));
    expect(outcome.body).to.include({ status: 'closed', closed_at: closedAt });
    expectOneEntry(entries, manager, { action: 'task.set_status', entity: 'task', entity_id: id });
    expect(entries[0]?.before).to.include({ status: 'open', closed_at: null });
    clock.advance({ hours: 1 });
    expect((await set(id, 'closed')).body.closed_at).to.equal(closedAt);
  });

  it('changes nothing of a task that is there already: no version, no entry', async () => {
    const { id } = await aTask({ status: 'in_progress' });
    const read = await api.as(manager).get<TaskBody>(`/tasks/${id}`);
    clock.advance({ hours: 1 });
    const { outcome, entries } = await audited(() => set(id, 'in_progress'));
    expect(outcome.body).to.deep.equal(read.body);
    expect(outcome.headers.get('etag')).to.equal(read.headers.get('etag'));
    expect(entries).to.deep.equal([]);
  });

  it('reopens: the time is forgotten, and noted anew at the next close', async () => {
    const { id } = await aTask({ status: 'closed' });
    expect((await set(id, 'open')).body).to.include({ status: 'open', closed_at: null });
    clock.advance({ hours: 1 });
    expect((await set(id, 'closed')).body.closed_at).to.equal(clock.unix());
    expect((await set(id, 'in_progress')).body.closed_at).to.equal(null);
  });

  it('does the same by PUT of the task', async () => {
    const { id } = await aTask();
    const put = (status: string) => api.as(manager).put<TaskBody>(`/tasks/${id}`, { status });
    expect((await put('closed')).body.closed_at).to.equal(clock.unix());
    expect((await put('open')).body.closed_at).to.equal(null);
  });

  it('is for users who own the task', async () => {
    const user = await aUser();
    const [own, other] = [await aTask({ assigned_user_id: user.id }), await aTask()];
    expect((await set(own.id, 'closed', user)).status).to.equal(200);
    expectError(await set(other.id, 'closed', user), 'FORBIDDEN');
  });

  it('knows three states', async () => {
    const { id } = await aTask();
    expectError(await set(id, 'done'), 'VALIDATION_FAILED', { status: /open, in_progress, closed/ });
    expectError(await api.as(manager).put(`/tasks/${id}/status`), 'VALIDATION_FAILED', ['status']);
  });
});
