import { expect } from 'chai';
import { api, type Bearer } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import type { EventBody, IngestBody, PageBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { expectError } from '../support/expect-error.js';
import { oneOfEachRole } from '../support/people.js';
import { anEvent, aStoredEvent } from '../support/records.js';

const OWN = '111122223333';
const OTHER = '999988887777';

const post = (as: Bearer, ...events: unknown[]) => api.as(as).post<IngestBody>('/events', events);

describe('The keys of ingest', () => {
  it('are asked of users, too, whatever their role', async () => {
    for (const user of Object.values(await oneOfEachRole())) expectError(await post(user, anEvent()), 'FORBIDDEN');
  });

  it('bring in events of the accounts that they are bound to, and no others', async () => {
    const key = await anApiKey({ accounts: [OWN] });
    const { status, body } = await post(key, anEvent({ account: OWN }), anEvent({ account: OTHER }));
    expect(status).to.equal(201);
    expect(body.items.map((item) => item.status)).to.deep.equal(['accepted', 'rejected']);
    expect(body.items[1]?.error).to.match(/account/);
    expectError(await post(key, anEvent({ account: OTHER })), 'ALL_EVENTS_REJECTED', { 0: /account/ });
  });

  it('do nothing once they have expired or are revoked', async () => {
    clock.set('2026-03-01T10:00:00Z');
    const expiring = await anApiKey({ expires_at: new Date('2026-03-01T11:00:00Z') });
    expect((await post(expiring, anEvent())).status).to.equal(201);
    clock.advance({ hours: 1 });
    expectError(await post(expiring, anEvent()), 'UNAUTHENTICATED');
    expectError(await post(await anApiKey({ revoked_at: clock.now() }), anEvent()), 'UNAUTHENTICATED');
  });

  it('read the events of their accounts, and see nothing of others', async () => {
    const [own, other] = [await aStoredEvent({ account: OWN }), await aStoredEvent({ account: OTHER })];
    const key = await anApiKey({ scopes: ['events:read'], accounts: [OWN] });
    const list = await api.as(key).get<PageBody<EventBody>>('/events');
    expect(list.body.items.map(({ id }) => id)).to.deep.equal([own]);
    expect(list.body.total).to.equal(1);
    expect((await api.as(key).get<PageBody<EventBody>>(`/events?account=${OTHER}`)).body.total).to.equal(0);
    expect((await api.as(key).get(`/events/${own}`)).status).to.equal(200);
    expectError(await api.as(key).get(`/events/${other}`), 'NOT_FOUND');
  });
});
