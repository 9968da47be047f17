import { expect } from 'chai';
import { api } from '../support/api.js';
import { anApiKey, type TestKey } from '../support/api-keys.js';
import type { IngestBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { expectError } from '../support/expect-error.js';
import { anEvent } from '../support/records.js';

const NOW = '2026-03-01T10:00:00Z';

/** What is wrong with an event, and how the answer names it. */
const REFUSALS: [title: string, fields: Record<string, unknown>, error: RegExp][] = [
  ['no id', { id: undefined }, /^id is required/],
  ['an empty id', { id: '' }, /^id /],
  ['an id of 257 characters', { id: 'x'.repeat(257) }, /^id must be at most 256/],
  ['a number for an id', { id: 7 }, /^id must be of type string/],
  ['no source', { source: undefined }, /^source is required/],
  ['no detail-type', { 'detail-type': undefined }, /^detail-type is required/],
  ['no account', { account: undefined }, /^account/],
  ['nine digits for an account', { account: '123456789' }, /^account must be 12 digits/],
  ['a number for an account', { account: 111122223333 }, /^account/],
  ['no region', { region: undefined }, /^region/],
  ['a region with capitals and blanks', { region: 'EU (Ireland)' }, /^region must be an AWS region/],
  ['no time', { time: undefined }, /^time/],
  ['a time that is none', { time: 'yesterday' }, /^time must be an ISO 8601/],
  ['a time without zone', { time: '2026-03-01T09:00:00' }, /^time/],
  ['the 31st of February', { time: '2026-02-31T09:00:00Z' }, /^time/],
  ['a time before 1970', { time: '1969-12-31T23:59:59Z' }, /^time must not be before 1970/],
  ['a time more than a day ahead', { time: '2026-03-02T10:00:01Z' }, /^time must not be more than a day ahead/],
  ['resources that are no list', { resources: 'arn:aws:s3:::x' }, /^resources/],
  ['a detail that is no object', { detail: 'text' }, /^detail must be an object/],
  ['a detail that is a list', { detail: [1] }, /^detail must be an object/],
  ['a severity of its own that is none', { severity: 'terrible' }, /^severity/],
  ['a severity level of six', { severity: 6 }, /^severity/],
];

describe('What ingest refuses', () => {
  let key: TestKey;

  beforeEach(async () => {
    clock.set(NOW);
    key = await anApiKey();
  });

  const post = (...events: unknown[]) => api.as(key).post<IngestBody>('/events', events);

  for (const [title, fields, error] of REFUSALS) {
    it(`is an event with ${title}`, async () => {
      expectError(await post(anEvent(fields)), 'ALL_EVENTS_REJECTED', { 0: error });
    });
  }

  it('is not the edge of what is allowed', async () => {
    const edges = [
      { id: 'x'.repeat(256) },
      { time: '1970-01-01T00:00:00Z' },
      { time: '2026-03-02T10:00:00Z' },
      { time: '2026-03-01T11:00:00.123456+02:00' },
      { region: 'us-iso-east-1' },
      { resources: [], detail: {} },
      { resources: undefined, detail: undefined, version: undefined },
      { source: 'ein.anderer Absender', 'detail-type': 'Ü' },
      { severity: 5, 'replay-name': 'again' },
    ];
    const { body } = await post(...edges.map(anEvent));
    expect(body.items.filter(({ error }) => error)).to.deep.equal([]);
  });

  it('is more than a thousand events, an empty list and an envelope that holds none', async () => {
    expectError(await post(...Array.from({ length: 1001 }, () => anEvent())), 'VALIDATION_FAILED', ['events']);
    expectError(await post(), 'VALIDATION_FAILED', ['events']);
    expectError(await api.as(key).post('/events', { events: 'all' }), 'VALIDATION_FAILED', ['events']);
    expect((await post(...Array.from({ length: 1000 }, () => anEvent()))).body.accepted).to.equal(1000);
  });

  it('is a body of more than 5 MiB', async () => {
    const ofSize = (bytes: number) => {
      const without = JSON.stringify(anEvent({ detail: { text: '' } })).length;
      return JSON.stringify(anEvent({ detail: { text: 'x'.repeat(bytes - without) } }));
    };
    const fiveMiB = 5 * 1024 * 1024;
    expectError(await api.as(key).post('/events', ofSize(fiveMiB + 1)), 'BODY_TOO_LARGE');
    expect((await api.as(key).post('/events', ofSize(fiveMiB))).status).to.equal(201);
  });
});
