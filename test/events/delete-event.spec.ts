import { expect } from 'chai';
import { api } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import { audited, expectOneEntry } from '../support/audit.js';
import type { EventBody, IngestBody, PageBody } from '../support/bodies.js';
import { expectError } from '../support/expect-error.js';
import { aUser, type TestUser } from '../support/people.js';
import { anEvent, ingested } from '../support/records.js';
import { sql } from '../support/world.js';

describe('DELETE /events/{id}', () => {
  let manager: TestUser;
  let event: Record<string, unknown>;
  let id: string;

  beforeEach(async () => {
    manager = await aUser({ role: 'manager' });
    event = anEvent();
    [id] = (await ingested(event, anEvent())) as [string];
  });

  const remove = () => api.as(manager).delete(`/events/${id}`);

  it('takes it out of lists, totals and figures, and keeps the row', async () => {
    const { outcome, entries } = await audited(remove);
    expect(outcome.status).to.equal(204);
    expectOneEntry(entries, manager, { action: 'event.delete', entity: 'event', entity_id: id });
    const list = await api.as(manager).get<PageBody<EventBody>>('/events');
    expect(list.body).to.include({ total: 1 });
    expect(list.body.items.map((item) => item.id)).not.to.include(id);
    const stats = await api.as(manager).get<{ total: number }>('/dashboard/events-stats');
    expect(stats.body.total).to.equal(1);
    expect(await sql('SELECT 1 FROM events')).to.have.length(2);
  });

  it('leaves nothing to read, note, task or delete again', async () => {
    await remove();
    expectError(await remove(), 'NOT_FOUND');
    expectError(await api.as(manager).get(`/events/${id}`), 'NOT_FOUND');
    expectError(await api.as(manager).patch(`/events/${id}`, { notes: 'x' }), 'NOT_FOUND');
    expectError(await api.as(manager).post(`/events/${id}/create-task`), 'NOT_FOUND');
  });

  it('stays deleted when the event comes again', async () => {
    await remove();
    const { body } = await api.as(await anApiKey()).post<IngestBody>('/events', event);
    expect(body).to.include({ accepted: 0, duplicates: 1 });
    expectError(await api.as(manager).get(`/events/${id}`), 'NOT_FOUND');
  });

  it('of two at once, one deletes and the counts lose one', async () => {
    const answers = await Promise.all([remove(), remove(), remove()]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([204, 404, 404]);
    const [row] = await sql(`SELECT sum(count)::int AS count FROM event_counts WHERE dimension = 'severity'`);
    expect(row).to.deep.equal({ count: 1 });
  });
});
