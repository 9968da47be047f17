import { expect } from 'chai';
import { wordAt } from '../../bench/lists/event-rows.js';
import { DAY } from '../../src/services/core/durations.js';
import { api } from '../support/api.js';
import type { EventBody, PageBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { manyEvents, noRows } from '../support/many-events.js';
import { aUser, type TestUser } from '../support/people.js';
import { sql } from '../support/world.js';

const LISTS = Number(process.env.RANDOM_LISTS ?? 60);

type Random = () => number;

/** The same numbers for the same seed (mulberry32). */
function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One thing that may be asked for, and the same in plain SQL. */
type Filter = (random: Random) => [query: string, where: string];

const one = <T>(random: Random, of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
const SOURCES = ['aws.cloudwatch', 'aws.rds', 'custom.shop', 'aws.backup', 'none.such'];
const LEVELS = { unknown: [0], info: [0, 1], low: [1], medium: [2], high: [3], critical: [4, 5] };
const secondsAgo = (days: number): number => Math.floor((clock.now().getTime() - days * DAY) / 1000);
const idAt = (seconds: number): string => {
  const hex = (seconds * 1000).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
};

const FILTERS: Filter[] = [
  (random) => {
    const account = String(100_000_000_000 + Math.floor(random() * 41));
    return [`account=${account}`, `account = '${account}'`];
  },
  (random) => {
    const region = one(random, ['eu-west-1', 'us-east-1', 'ap-southeast-1', 'mars-1']);
    return [`region=${region}`, `region = '${region}'`];
  },
  (random) => {
    const sources = [one(random, SOURCES), one(random, SOURCES)];
    return [`source=${sources}`, `source IN ('${sources.join("', '")}')`];
  },
  (random) => {
    const source = one(random, SOURCES);
    return [`source=${source}`, `source = '${source}'`];
  },
  (random) => {
    const level = one(random, ['high', 'critical', 'low', 'medium'] as const);
    return [`severity=${level}`, `severity_level IN (${LEVELS[level]})`];
  },
  (random) => {
    const type = one(random, ['GuardDuty Finding', 'Object Created', 'ECS Task State Change']);
    return [`detail_type=${type}`, `detail_type = '${type}'`];
  },
  (random) => {
    const tag = `team-${Math.floor(random() * 31)}`;
    return [`tag=${tag}`, `'${tag}' = ANY(tags)`];
  },
  (random) => {
    const is = random() < 0.5;
    return [`acknowledged=${is}`, `acknowledged_at IS ${is ? 'NOT ' : ''}NULL`];
  },
  (random) => {
    const from = secondsAgo(random() * 7);
    return [`start_date=${from}`, `id >= '${idAt(from)}'`];
  },
  (random) => {
    const until = secondsAgo(random() * 7);
    return [`end_date=${until}`, `id < '${idAt(until + 1)}'`];
  },
  (random) => {
    const word = wordAt(Math.floor(3000 ** random()));
    return [`search=${word}`, `search @@ '${word}'`];
  },
  (random) => {
    const [one, other] = [wordAt(Math.floor(random() * 5)), wordAt(Math.floor(300 ** random()))];
    return [`search=${one} -${other}`, `search @@ '${one} & !${other}'`];
  },
];

const SORTS: [sort: string, order: string][] = [
  ['-published_at', 'id DESC'],
  ['-published_at', 'id DESC'],
  ['published_at', 'id'],
  ['created_at', 'created_at, id'],
  ['-created_at', 'created_at DESC, id DESC'],
  ['severity', 'severity_level, id'],
  ['-severity', 'severity_level DESC, id DESC'],
  ['severity,-published_at', 'severity_level, id DESC'],
  ['-severity,-created_at', 'severity_level DESC, created_at DESC, id DESC'],
  ['-created_at,severity', 'created_at DESC, severity_level, id'],
  ['created_at,-published_at', 'created_at, id DESC'],
];

describe('Lists of whatever somebody may ask for', () => {
  const { now } = performance;
  let user: TestUser;

  beforeEach(async () => {
    await manyEvents({ days: 6, aDay: 1500 });
    user = await aUser({ role: 'viewer' });
  });

  afterEach(() => {
    performance.now = now;
  });

  after(noRows);

  /** A list, how the database gives all of it, and how the API gives a page. */
  async function listOf(seed: number) {
    const random = randomOf(seed);
    const filters = Array.from({ length: Math.floor(random() * 4) }, () => one(random, FILTERS)(random));
    const [sort, order] = one(random, SORTS);
    const size = one(random, [1, 7, 20, 100]);
    // Of two values of one parameter the last one counts.
    const asked = [...new Map(filters.map((filter) => [filter[0].split('=')[0], filter])).values()];
    const where = ['deleted_at IS NULL', ...asked.map(([, condition]) => condition)].join(' AND ');
    const rows = await sql<{ id: string }>(`SELECT id FROM events WHERE ${where} ORDER BY ${order}`);
    const query = [...asked.map(([filter]) => filter), `sort=${sort}`, `page_size=${size}`].join('&');
    const what = `seed ${seed}: ${query}`;
    const get = async (more: string): Promise<PageBody<EventBody>> => {
      const { status, body } = await api.as(user).get<PageBody<EventBody>>(`/events?${encodeURI(query)}&${more}`);
      expect(status, `${what}&${more} ${JSON.stringify(body)}`).to.equal(200);
      return body;
    };
    return { random, size, what, get, expected: rows.map(({ id }) => id) };
  }

  it('give what plain SQL gives, from any row on, and say of their totals what is true', async function () {
    this.timeout(60_000);
    performance.now = () => 0;
    for (let seed = 1; seed <= LISTS; seed += 1) {
      const { random, size, what, get, expected } = await listOf(seed);
      const number = 1 + Math.floor(random() * 30);
      let page = await get(`page=${number}`);
      for (let from = (number - 1) * size, pages = 0; pages < 4; pages += 1, from += size) {
        expect(idsOf(page), `${what} from ${from}`).to.deep.equal(expected.slice(from, from + size));
        expect(page.has_more, `${what} from ${from}`).to.equal(from + size < expected.length);
        expectTotal(page, expected.length, `${what} from ${from}`);
        if (!page.next_cursor) break;
        page = await get(`cursor=${page.next_cursor}`);
      }
    }
  });

  it('give it all, too, where time is always up', async function () {
    this.timeout(60_000);
    let time = 0;
    performance.now = () => {
      time += 1000;
      return time;
    };
    for (let seed = 1001; seed <= 1000 + LISTS; seed += 1) {
      const { size, what, get, expected } = await listOf(seed);
      let page = await get('');
      const found = idsOf(page);
      for (let pages = 1; page.next_cursor && found.length < 4 * size; pages += 1) {
        expect(pages, what).to.be.below(40);
        page = await get(`cursor=${page.next_cursor}`);
        found.push(...idsOf(page));
      }
      expect(found, what).to.deep.equal(expected.slice(0, found.length));
      if (!page.has_more) expect(found.length, what).to.equal(expected.length);
    }
  });
});

const idsOf = ({ items }: PageBody<EventBody>): string[] => items.map(({ id }) => id);

/** An estimate has the right size. */
function expectTotal({ total, total_is_estimate }: PageBody<EventBody>, is: number, what: string): void {
  if (!total_is_estimate) expect(total, what).to.equal(is);
  else expect(total, what).to.be.within(Math.floor(is / 4), is * 4 + 60);
}
