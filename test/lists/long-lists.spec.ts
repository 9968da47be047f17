import { expect } from 'chai';
import { wordAt } from '../../bench/lists/event-rows.js';
import { api } from '../support/api.js';
import type { EventBody, PageBody } from '../support/bodies.js';
import { manyEvents, noRows } from '../support/many-events.js';
import { aUser, type TestUser } from '../support/people.js';
import { sql } from '../support/world.js';

const has = (query: string) => `search @@ '${query}'`;
const NEWEST = 'id DESC';

/** What is asked for, and the same in plain SQL. */
const LISTS: [query: string, where: string, order: string][] = [
  ['severity=high&account=100000000000', `severity_level = 3 AND account = '100000000000'`, NEWEST],
  ['account=100000000001&region=ap-southeast-1', 'FALSE', NEWEST],
  ['account=100000000001&source=custom.shop', `account = '100000000001' AND source = 'custom.shop'`, NEWEST],
  ['source=aws.backup,custom.shop', `source IN ('aws.backup', 'custom.shop')`, NEWEST],
  ['tag=team-4', `'team-4' = ANY(tags)`, NEWEST],
  ['tag=team-4&acknowledged=false', `'team-4' = ANY(tags) AND acknowledged_at IS NULL`, NEWEST],
  ['tag=team-4&sort=published_at', `'team-4' = ANY(tags)`, 'id'],
  ['severity=critical&sort=published_at', 'severity_level >= 4', 'id'],
  ['sort=severity,-published_at', 'TRUE', 'severity_level, id DESC'],
  ['sort=-severity,created_at', 'TRUE', 'severity_level DESC, created_at, id'],
  ['sort=-created_at,severity', 'TRUE', 'created_at DESC, severity_level, id'],
  ['account=100000000002&sort=severity,-published_at', `account = '100000000002'`, 'severity_level, id DESC'],
  ['tag=team-4&sort=-created_at', `'team-4' = ANY(tags)`, 'created_at DESC, id DESC'],
  [`search=${wordAt(0)}`, has(wordAt(0)), NEWEST],
  [`search=${wordAt(90)}`, has(wordAt(90)), NEWEST],
  [`search=${wordAt(900)}&sort=published_at`, has(wordAt(900)), 'id'],
  [`search=${wordAt(0)} ${wordAt(40)}`, has(`${wordAt(0)} & ${wordAt(40)}`), NEWEST],
  [`search=${wordAt(0)} -${wordAt(1)}`, has(`${wordAt(0)} & !${wordAt(1)}`), NEWEST],
  [`search=${wordAt(90)}&severity=high`, `${has(wordAt(90))} AND severity_level = 3`, NEWEST],
  [`search=${wordAt(40)}&sort=-severity`, has(wordAt(40)), 'severity_level DESC, id DESC'],
  ['search=ec2 ecs', 'FALSE', NEWEST],
  ['search="on host ip 10"', has('on <-> host <-> ip <-> 10'), NEWEST],
];

const idsOf = (body: PageBody<EventBody>): string[] => body.items.map(({ id }) => id);

describe('Lists of more than anybody looks through', () => {
  let user: TestUser;

  beforeEach(async () => {
    await manyEvents({ days: 6, aDay: 1500 });
    user = await aUser({ role: 'viewer' });
  });

  after(noRows);

  const list = async (query: string): Promise<PageBody<EventBody>> => {
    const { status, body } = await api.as(user).get<PageBody<EventBody>>(`/events?page_size=100&${encodeURI(query)}`);
    expect(status, JSON.stringify(body)).to.equal(200);
    return body;
  };

  it('give what plain SQL gives, page by page and by number, and their totals are exact or say that they are not', async () => {
    for (const [query, where, order] of LISTS) {
      const rows = await sql<{ id: string }>(
        `SELECT id FROM events WHERE deleted_at IS NULL AND ${where} ORDER BY ${order}`,
      );
      const expected = rows.map(({ id }) => id);
      let page = await list(query);
      const found = idsOf(page);
      if (!page.total_is_estimate) expect(page.total, query).to.equal(expected.length);
      while (page.next_cursor && found.length < 1000) {
        page = await list(`${query}&cursor=${page.next_cursor}`);
        found.push(...idsOf(page));
      }
      expect(found, query).to.deep.equal(expected.slice(0, found.length));
      expect(found.length, query).to.equal(Math.min(expected.length, 1000));
      for (const number of [2, 9]) {
        const numbered = await list(`${query}&page=${number}`);
        expect(idsOf(numbered), `${query}, page ${number}`).to.deep.equal(
          expected.slice((number - 1) * 100, number * 100),
        );
      }
    }
  });
});
