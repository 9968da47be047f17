import { expect } from 'chai';
import { v7 as uuidv7 } from 'uuid';
import { api } from '../support/api.js';
import { audited, expectOneEntry } from '../support/audit.js';
import type { EventBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { expectError } from '../support/expect-error.js';
import { aUser, type TestUser } from '../support/people.js';
import { anEvent, aStoredEvent, ingested } from '../support/records.js';

describe('PATCH /events/{id}', () => {
  let user: TestUser;

  beforeEach(async () => {
    clock.set('2026-03-01T12:00:00Z');
    user = await aUser();
  });

  const patch = (id: string, body: unknown, by = user) => api.as(by).patch<EventBody>(`/events/${id}`, body);

  it('acknowledges: who and when', async () => {
    const id = await aStoredEvent();
    clock.advance({ minutes: 5 });
    const { outcome, entries } = await audited(() => patch(id, { acknowledged: true }));
    expect(outcome.status).to.equal(200);
    const now = clock.unix();
    expect(outcome.body).to.include({
      acknowledged: true,
      acknowledged_by: user.id,
      acknowledged_at: now,
      updated_at: now,
    });
    expectOneEntry(entries, user, { action: 'event.annotate', entity: 'event', entity_id: id });
    expect(entries[0]?.before).to.include({ acknowledged_at: null });
    expect(entries[0]?.after).to.include({ acknowledged_by: user.id });
  });

  it('keeps who acknowledged first, and forgets when it is taken back', async () => {
    const id = await aStoredEvent();
    await patch(id, { acknowledged: true });
    expect((await patch(id, { acknowledged: true }, await aUser())).body.acknowledged_by).to.equal(user.id);
    const { body } = await patch(id, { acknowledged: false });
    expect(body).to.include({ acknowledged: false, acknowledged_by: null, acknowledged_at: null });
  });

  it('notes and tags, and keeps what is not named', async () => {
    const id = await aStoredEvent();
    await patch(id, { notes: 'Looks like the usual.', tags: ['a', ' b '] });
    const { body } = await patch(id, { notes: null });
    expect(body).to.deep.include({ notes: null, tags: ['a', 'b'], acknowledged: false });
    expect((await patch(id, {})).status).to.equal(200);
  });

  it('keeps what people said when the event comes again', async () => {
    const event = anEvent();
    const [id] = (await ingested(event)) as [string];
    await patch(id, { acknowledged: true, notes: 'Known.' });
    await ingested({ ...event, severity: 5 });
    const { body } = await api.as(user).get<EventBody>(`/events/${id}`);
    expect(body).to.include({ acknowledged: true, notes: 'Known.' });
  });

  it('takes back the whole event that was read; its facts stay', async () => {
    const id = await aStoredEvent({ severity: 2 });
    const { body } = await api.as(user).get<EventBody>(`/events/${id}`);
    const answer = await patch(id, { ...body, severity: 'critical', severity_level: 5, notes: 'Known.' });
    expect(answer.status).to.equal(200);
    expect({ ...answer.body, updated_at: 0 }).to.deep.equal({ ...body, notes: 'Known.', updated_at: 0 });
  });

  it('has no version, so that If-Match says nothing of it', async () => {
    const id = await aStoredEvent();
    const headers = { 'if-match': '"7"' };
    expect((await api.as(user).patch(`/events/${id}`, { notes: 'x' }, { headers })).status).to.equal(200);
  });

  it('names what is wrong', async () => {
    const id = await aStoredEvent();
    expectError(await patch(id, { notes: 'x'.repeat(1001) }), 'VALIDATION_FAILED', { notes: /1000/ });
    expectError(await patch(id, { tags: Array(11).fill('t') }), 'VALIDATION_FAILED', { tags: /10/ });
    expectError(await patch(id, { tags: [''] }), 'VALIDATION_FAILED', ['tags.0']);
    expectError(await patch(id, { acknowledged: 'yes', nick: 5 }), 'VALIDATION_FAILED', ['acknowledged', 'nick']);
    expect((await patch(id, { notes: 'x'.repeat(1000), tags: Array.from('abcdefghij') })).status).to.equal(200);
  });

  it('finds no event that is not there', async () => {
    for (const id of [uuidv7(), 'no-id']) {
      expectError(await patch(id, { notes: 'x' }), 'NOT_FOUND');
      expectError(await api.as(user).get(`/events/${id}`), 'NOT_FOUND');
    }
  });
});
