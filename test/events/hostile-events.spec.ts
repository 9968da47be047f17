import { expect } from 'chai';
import { sumEvents } from '../../src/services/dashboard/event-sums.js';
import { rangeOf } from '../../src/services/dashboard/range.js';
import { api } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import { clock } from '../support/clock.js';
import { anEvent } from '../support/records.js';
import { deps, sql } from '../support/world.js';

interface Result {
  accepted: number;
  duplicates: number;
  items: { status: string }[];
}

/** Posts a text beside a good event, and tells what became of both. */
async function postBeside(hostile: string): Promise<string[]> {
  const collector = api.as(await anApiKey({ scopes: ['events:write'] }));
  const { status, body } = await collector.post<Result>('/events', `[${JSON.stringify(anEvent())},${hostile}]`);
  expect(status).to.equal(201);
  return body.items.map((item) => item.status);
}

const withDetail = (detail: string): string => JSON.stringify(anEvent({ detail: 'HERE' })).replace('"HERE"', detail);

describe('A hostile event costs nobody else theirs', () => {
  for (const [what, detail] of Object.entries({
    'a severity that is no plain value': '{"severity":{"toString":1,"valueOf":1}}',
    'a NUL and a key that stands twice': '{"q":"\\u0000","q":2,"z":"\\u0000"}',
    'a key named __proto__': '{"__proto__":{"severity":"critical"}}',
  })) {
    it(what, async () => {
      expect(await postBeside(withDetail(detail))).to.deep.equal(['accepted', 'accepted']);
    });
  }

  it('a NUL beside a nest of 20,000 lists', async () => {
    const nest = withDetail(`{"deep":${'['.repeat(20_000)}${']'.repeat(20_000)}}`);
    expect(await postBeside(`${withDetail('{"q":"\\u0000"}')},${nest}`)).to.deep.equal([
      'accepted',
      'accepted',
      'rejected',
    ]);
  });

  for (const depth of [101, 3_000, 20_000]) {
    it(`a NUL before a nest of ${depth} lists in one event`, async () => {
      const nest = `${'['.repeat(depth)}${']'.repeat(depth)}`;
      expect(await postBeside(withDetail(`{"q":"\\u0000","deep":${nest}}`))).to.deep.equal(['accepted', 'rejected']);
    });
  }

  it('a thousand events that a database cannot hold take seconds, not minutes', async function () {
    this.timeout(15_000);
    const collector = api.as(await anApiKey({ scopes: ['events:write'] }));
    const detail = { q: '\u0000', pad: 'x'.repeat(4000) };
    const events = Array.from({ length: 1000 }, () => anEvent({ detail }));
    const { body } = await collector.post<Result>('/events', events);
    expect(body.accepted).to.equal(1000);
  });

  it('a source named __proto__ is counted like any other', async () => {
    await postBeside(JSON.stringify(anEvent({ source: '__proto__' })));
    // Asked of the service: the harness's own reader of answers drops such a name.
    const { source } = await sumEvents(deps, rangeOf({}, clock.now()));
    expect(Object.entries(source.commonest).sort()).to.deep.equal([
      ['__proto__', 1],
      ['aws.ec2', 1],
    ]);
  });

  it('of two with one id, the first is kept', async () => {
    const collector = api.as(await anApiKey({ scopes: ['events:write'] }));
    const first = anEvent({ detail: { first: 1 } });
    const { body } = await collector.post<Result>('/events', [first, { ...first, detail: { second: 2 } }]);
    expect(body).to.include({ accepted: 1, duplicates: 1 });
    expect(await sql('SELECT detail FROM events')).to.deep.equal([{ detail: { first: 1 } }]);
  });
});
