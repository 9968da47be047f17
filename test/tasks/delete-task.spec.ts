import { expect } from 'chai';
import { v7 as uuidv7 } from 'uuid';
import { api } from '../support/api.js';
import { audited, expectOneEntry } from '../support/audit.js';
import type { EventBody, PageBody, TaskBody } from '../support/bodies.js';
import { expectError } from '../support/expect-error.js';
import { aUser } from '../support/people.js';
import { aStoredEvent, aTask } from '../support/records.js';
import { sql } from '../support/world.js';

describe('DELETE /tasks/{id}', () => {
  it('takes the task out of everything and frees its event; the row stays', async () => {
    const admin = await aUser({ role: 'admin' });
    const event_id = await aStoredEvent();
    const { id } = await aTask({ event_id });
    const { outcome, entries } = await audited(() => api.as(admin).delete(`/tasks/${id}`));
    expect(outcome.status).to.equal(204);
    expectOneEntry(entries, admin, { action: 'task.delete', entity: 'task', entity_id: id });
    expect(entries[0]?.before).to.include({ title: 'Look at the queue' });
    expect((await api.as(admin).get<PageBody<TaskBody>>('/tasks')).body.total).to.equal(0);
    expect((await api.as(admin).get<EventBody>(`/events/${event_id}`)).body.task_id).to.equal(null);
    expect(await sql('SELECT 1 FROM tasks WHERE deleted_at IS NOT NULL')).to.have.length(1);
  });

  it('leaves nothing to read, change, comment or delete again', async () => {
    const admin = await aUser({ role: 'admin' });
    const { id } = await aTask();
    await api.as(admin).delete(`/tasks/${id}`);
    for (const gone of [id, uuidv7(), 'no-id']) {
      expectError(await api.as(admin).get(`/tasks/${gone}`), 'NOT_FOUND');
      expectError(await api.as(admin).put(`/tasks/${gone}`, { title: 'x' }), 'NOT_FOUND');
      expectError(await api.as(admin).post(`/tasks/${gone}/comments`, { comment: 'x' }), 'NOT_FOUND');
      expectError(await api.as(admin).delete(`/tasks/${gone}`), 'NOT_FOUND');
    }
  });
});
