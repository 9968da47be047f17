import { expect } from 'chai';
import { sentBy } from '../../bench/lists/plans.js';
import { api } from '../support/api.js';
import type { EventBody, PageBody } from '../support/bodies.js';
import { expectError } from '../support/expect-error.js';
import { manyEvents, noRows } from '../support/many-events.js';
import { aUser, type TestUser } from '../support/people.js';
import { anEvent, ingested } from '../support/records.js';

describe('Lists of events at odd times', () => {
  let user: TestUser;

  beforeEach(async () => {
    user = await aUser({ role: 'viewer' });
  });

  after(noRows);

  const list = (query: string) => api.as(user).get<PageBody<EventBody>>(`/events?${query}`);

  it('go on to the first day of Unix time, which devices without a clock send', async () => {
    const times = ['1970-01-01T01:00:00Z', '1970-01-01T02:00:00Z', '1970-01-01T03:00:00Z'];
    const ids = await ingested(...times.map((time) => anEvent({ time, account: '999988887777', region: 'eu-west-1' })));
    for (const [sort, expected] of [
      ['-published_at', [...ids].reverse()],
      ['published_at', ids],
    ] as const) {
      const found: string[] = [];
      for (let cursor = ''; ; ) {
        const query = `account=999988887777&region=eu-west-1&page_size=1&sort=${sort}${cursor}`;
        const { status, body } = await list(query);
        expect(status, query).to.equal(200);
        found.push(...body.items.map(({ id }) => id));
        if (!body.next_cursor) break;
        cursor = `&cursor=${body.next_cursor}`;
      }
      expect(found, sort).to.deep.equal(expected);
    }
  });

  it('refuse a cursor that holds no time', async () => {
    await ingested(...[1, 2].map((n) => anEvent({ id: `odd-${n}`, region: 'eu-west-1' })));
    for (const sort of ['-published_at', 'created_at', '-severity']) {
      const { body } = await list(`page_size=1&sort=${sort}`);
      const keys = JSON.parse(Buffer.from(body.next_cursor ?? '', 'base64url').toString()) as string[];
      const forged = Buffer.from(JSON.stringify(keys.map((key, place) => (place === 0 ? key : 'zzz'))));
      const cursor = forged.toString('base64url');
      expectError(await list(`region=eu-west-1&tag=a&sort=${sort}&cursor=${cursor}`), 'VALIDATION_FAILED', ['cursor']);
    }
  });

  it('get over a gap of years behind what a device without a clock sent', async () => {
    await manyEvents({ days: 2, aDay: 4000 });
    const time = '2021-01-01T00:00:00Z';
    await ingested(...Array.from({ length: 600 }, (_, n) => anEvent({ id: `old-${n}`, time })));
    const sent = await sentBy(async () => {
      const { body } = await list('needs_attention=true&sort=published_at');
      expect(body.items).to.have.length(20);
    });
    const steps = sent.filter(({ text }) => /AS (walked|gathered)/.test(text));
    expect(steps.length, 'steps').to.be.below(7);
  });

  it('do not give up indexes behind a burst of one moment', async () => {
    await manyEvents({ days: 2, aDay: 3000 });
    const time = '2026-03-10T12:29:00Z';
    await ingested(...Array.from({ length: 600 }, (_, n) => anEvent({ id: `burst-${n}`, time })));
    const sent = await sentBy(async () => {
      expect((await list('search=nosuchword')).body.items).to.deep.equal([]);
    });
    const { body } = await list('search=measured&acknowledged=false');
    expect(body.total, 'of some 5,000, however many came last').to.be.within(3000, 8000);
    const walks = sent.filter(({ text }) => text.includes('AS walked'));
    expect(walks, 'that walk through rows').to.have.length(1);
  });
});
