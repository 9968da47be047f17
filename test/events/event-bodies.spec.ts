import { expect } from 'chai';
import { api } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import type { IngestBody } from '../support/bodies.js';
import { expectError } from '../support/expect-error.js';
import { aUser } from '../support/people.js';
import { anEvent } from '../support/records.js';

describe('A body of events', () => {
  const post = async (body: string) => api.as(await anApiKey()).post<IngestBody>('/events', body);
  const event = (id: string): string => JSON.stringify(anEvent({ id }));

  for (const [name, bodyOf] of Object.entries<(a: string, b: string) => string>({
    'a list': (a, b) => `[${a},${b}]`,
    'a list with blanks around': (a, b) => ` [\n${a} ,\t${b}\r\n] `,
    'a list in an object': (a, b) => `{"events":[${a},${b}]}`,
    'a list behind other fields': (a, b) => `{"Id":"1,]}","more":{"events":[1]}, "events" : [${a},${b}] }`,
    'the last of two lists': (a, b) => `{"events":[],"events":[${a},${b}]}`,
    'a name with an escape': (a, b) => `{"\\u0065vents":[${a},${b}]}`,
    'texts that look like structure': (a, b) => `[${a.replace('i-0abc', '\\"]},[{\\\\')},${b}]`,
  })) {
    it(`may be ${name}`, async () => {
      const { status, body: result } = await post(bodyOf(event('a'), event('b')));
      expect([status, result.accepted]).to.deep.equal([201, 2]);
    });
  }

  for (const body of [
    '[',
    '[}',
    '[1 2]',
    '[1,]',
    '[,]',
    '[]x',
    '[{]}',
    '[{"a":1]',
    '["\\"]',
    '{"events":[1}',
    '{"events":[}',
    '{"events" [1]}',
    '{events:[1]}',
    '{"a":nonsense,"events":[]}',
    '{"events":[{}]',
    '{',
    '"',
    '[nonsense]',
  ]) {
    it(`is JSON: ${body}`, async () => {
      expectError(await post(body), 'INVALID_JSON');
    });
  }

  it('is JSON as a whole, or nothing of it is taken', async () => {
    expectError(await post(`[${event('a')},{"half":]`), 'INVALID_JSON');
    expectError(await post(`[${event('a')},nonsense]`), 'INVALID_JSON');
    const { body } = await api.as(await aUser()).get<{ total: number }>('/events');
    expect(body.total).to.equal(0);
  });

  it('holds at most 250,000 values, and an event 20,000', async () => {
    expectError(await post(`[${'[],'.repeat(250_000)}[]]`), 'VALIDATION_FAILED', { body: /250000 values/ });
    // Strings are counted where no comma stands between them, too: nobody looks for the end of a million.
    expectError(await post(`[${'""'.repeat(500_002)}]`), 'VALIDATION_FAILED', { body: /250000 values/ });
    expectError(await post(`[${'""'.repeat(1000)}]`), 'INVALID_JSON');
    const dense = JSON.stringify(anEvent({ detail: { list: Array.from({ length: 20_001 }, () => 0) } }));
    const { status, body } = await post(`[${dense},${event('a')}]`);
    expect([status, body.accepted, body.items[0]?.error]).to.deep.equal([201, 1, 'body holds more than 20000 values']);
    expectError(await post(`{${Array.from({ length: 1001 }, (_, at) => `"${at}":0`)}}`), 'VALIDATION_FAILED', ['body']);
  });

  it('takes a thousand events as large as the largest that AWS sends', async () => {
    const detail = Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`field${at}`, 'a value']));
    const events = Array.from({ length: 1000 }, (_, at) => anEvent({ id: `${at}`, detail }));
    expect((await post(JSON.stringify(events))).body.accepted).to.equal(1000);
  });
});
