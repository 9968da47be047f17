import { expect } from 'chai';
import { api } from '../support/api.js';
import { anApiKey, type TestKey } from '../support/api-keys.js';
import { audited } from '../support/audit.js';
import type { EventBody, IngestBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { expectError } from '../support/expect-error.js';
import { aUser } from '../support/people.js';
import { anEvent } from '../support/records.js';
import { sql } from '../support/world.js';

describe('POST /events', () => {
  let key: TestKey;

  beforeEach(async () => {
    key = await anApiKey();
  });

  const post = (body: unknown, headers = {}) => api.as(key).post<IngestBody>('/events', body, { headers });

  it('takes one event and shows it', async () => {
    clock.set('2026-03-01T10:00:00.500Z');
    const event = anEvent({ time: '2026-03-01T09:59:58.750Z', detail: { state: 'stopped', 'instance-id': 'i-1' } });
    const { status, body } = await post(event);
    expect(status).to.equal(201);
    expect(body).to.include({ accepted: 1, duplicates: 0, rejected: 0 });
    expect(body.items).to.deep.equal([{ index: 0, id: body.items[0]?.id, status: 'accepted' }]);
    const shown = await api.as(await aUser()).get<EventBody>(`/events/${body.items[0]?.id}`);
    expect(shown.body).to.deep.include({
      account: event.account,
      region: event.region,
      source: 'aws.ec2',
      detail_type: event['detail-type'],
      detail: event.detail,
      resources: event.resources,
      severity: 'low',
      severity_level: 1,
      title: 'EC2 instance i-1 is stopped',
      published_at: Date.parse('2026-03-01T09:59:58Z') / 1000,
      created_at: clock.unix(),
      acknowledged: false,
      acknowledged_by: null,
      acknowledged_at: null,
      notes: null,
      tags: [],
      task_id: null,
    });
    expect(shown.body.expires_at - shown.body.published_at).to.equal(90 * 86_400);
  });

  it('takes an array, an envelope and a body with a charset', async () => {
    expect((await post([anEvent(), anEvent()])).body.accepted).to.equal(2);
    expect((await post({ events: [anEvent(), anEvent(), anEvent()] })).body.accepted).to.equal(3);
    const charset = { 'content-type': 'application/json; charset=utf-8' };
    expect((await post(anEvent(), charset)).body.accepted).to.equal(1);
  });

  it('answers after the commit', async () => {
    const { body } = await post(Array.from({ length: 50 }, () => anEvent()));
    const ids = body.items.map(({ id }) => id);
    expect(await sql('SELECT 1 FROM events WHERE id = ANY($1)', [ids])).to.have.length(50);
  });

  it('counts what was seen before as a duplicate that keeps its id', async () => {
    const event = anEvent();
    const first = await post(event);
    const again = await post([event, anEvent(), { ...event, region: 'us-east-1' }]);
    expect(again.status).to.equal(201);
    expect(again.body).to.include({ accepted: 1, duplicates: 2, rejected: 0 });
    expect(again.body.items[0]).to.include({ status: 'duplicate', id: first.body.items[0]?.id });
    const all = await post([event]);
    expect(all.status).to.equal(201);
    expect(all.body).to.include({ accepted: 0, duplicates: 1 });
  });

  it('accepts the first of twins that come together', async () => {
    const event = anEvent();
    const { body } = await post([event, event]);
    expect(body.items.map(({ status }) => status)).to.deep.equal(['accepted', 'duplicate']);
    expect(body.items[0]?.id).to.equal(body.items[1]?.id);
  });

  it('tells apart what differs in account, source, id or time', async () => {
    const event = anEvent();
    const time = new Date(Date.parse(event.time as string) - 1).toISOString();
    const others = [{ account: '999988887777' }, { source: 'aws.s3' }, { id: 'another' }, { time }];
    const { body } = await post([event, ...others.map((other) => ({ ...event, ...other }))]);
    expect(body.accepted).to.equal(5);
    expect(new Set(body.items.map(({ id }) => id)).size).to.equal(5);
  });

  it('keeps the good ones of a batch and says what is wrong with the others', async () => {
    const { status, body } = await post([anEvent(), anEvent({ account: '12' }), 7, anEvent()]);
    expect(status).to.equal(201);
    expect(body).to.include({ accepted: 2, duplicates: 0, rejected: 2 });
    expect(body.items.map(({ index, status: outcome }) => [index, outcome])).to.deep.equal([
      [0, 'accepted'],
      [1, 'rejected'],
      [2, 'rejected'],
      [3, 'accepted'],
    ]);
    expect(body.items[1]).to.include({ id: null });
    expect(body.items[1]?.error).to.match(/account must be 12 digits/);
  });

  it('answers 422 when all are bad', async () => {
    const answer = await post([anEvent({ account: undefined }), { hello: 'world' }]);
    expectError(answer, 'ALL_EVENTS_REJECTED', { 0: /account/, 1: /detail-type/ });
    expect(answer.body).to.include({ accepted: 0, rejected: 2 });
    expectError(await post({}), 'ALL_EVENTS_REJECTED');
    expectError(await post('null'), 'ALL_EVENTS_REJECTED');
  });

  it('takes the same events from many senders at once, each of them once', async () => {
    const events = Array.from({ length: 20 }, () => anEvent());
    const answers = await Promise.all(Array.from({ length: 8 }, (_, turn) => post([...events].sort(() => turn - 4))));
    const accepted = answers.map(({ body }) => body.accepted).reduce((sum, count) => sum + count);
    expect(accepted).to.equal(20);
    const [{ count } = { count: 0 }] = await sql<{ count: number }>('SELECT count(*)::int AS count FROM events');
    expect(count).to.equal(20);
  });

  it('keeps with each event the key and the request that brought it, instead of an audit entry', async () => {
    const { outcome, entries } = await audited(() => post(anEvent(), { 'x-request-id': 'delivery-7' }));
    expect(entries).to.deep.equal([]);
    const [row] = await sql('SELECT api_key_id, request_id FROM events WHERE id = $1', [outcome.body.items[0]?.id]);
    expect(row).to.deep.equal({ api_key_id: key.id, request_id: 'delivery-7' });
  });
});
