import { expect } from 'chai';
import { api } from '../support/api.js';
import type { EventBody, PageBody } from '../support/bodies.js';
import { consoleOf } from '../support/console.js';
import { manyEvents, noRows } from '../support/many-events.js';
import { aUser, type TestUser } from '../support/people.js';
import { anEvent, ingested } from '../support/records.js';

/** All events of the bench hold this word, so that without it next to nothing is left, and no index knows what. */
const NEARLY_NOTHING = '-measured';

describe('A search that takes too long', () => {
  const { now } = performance;
  let user: TestUser;
  let needle: string;

  beforeEach(async () => {
    await manyEvents({ days: 2, aDay: 4000 });
    user = await aUser({ role: 'viewer' });
    [needle] = (await ingested(anEvent({ time: '2026-03-08T23:00:00Z' }))) as [string];
    // Each look at the time finds that it is up.
    let time = 0;
    performance.now = () => {
      time += 1000;
      return time;
    };
  });

  afterEach(() => {
    performance.now = now;
  });

  after(noRows);

  const search = async (cursor: string | null): Promise<PageBody<EventBody>> => {
    const query = `search=${NEARLY_NOTHING}${cursor ? `&cursor=${cursor}` : ''}`;
    const { status, body } = await api.as(user).get<PageBody<EventBody>>(`/events?${query}`);
    expect(status).to.equal(200);
    return body;
  };

  it('gives a short page that says so, and goes on from there until all is seen', async () => {
    const found: string[] = [];
    let page = await search(null);
    expect(page).to.include({ stopped_early: true, has_more: true });
    expect(page.items).to.deep.equal([]);
    expect(page.next_cursor, 'which tells nothing of the event that the search is at').to.match(/^v2\./);
    for (let pages = 1; page.next_cursor; pages += 1) {
      expect(pages, 'each page gets further').to.be.below(20);
      page = await search(page.next_cursor);
      found.push(...page.items.map(({ id }) => id));
    }
    expect(found).to.deep.equal([needle]);
    expect(page).not.to.have.property('stopped_early');
  });

  it('does not look like an empty list in the console', async () => {
    const { body } = await (await consoleOf(user)).list('events', `filters.search=${NEARLY_NOTHING}`);
    expect(body.records).to.deep.equal([]);
    expect(body.notice).to.include({ type: 'error' });
    expect(body.notice?.message).to.match(/stopped when its time was up/);
  });
});
