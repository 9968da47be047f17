import { expect } from 'chai';
import { type Api, api } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import type { PageBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { expectError } from '../support/expect-error.js';
import { aUser, type TestUser } from '../support/people.js';
import { anEvent, aTask, ingested } from '../support/records.js';

interface Item {
  id: string;
}

const COUNT = 7;

/** Each list, seven records in it, and how it can be sorted. */
const LISTS: Record<string, { fill: (admin: TestUser) => Promise<unknown>; sorts: string[] }> = {
  '/users': {
    fill: async () => {
      for (let made = 1; made < COUNT; made++) await aUser({ full_name: made % 2 ? 'Same Name' : `Name ${made}` });
    },
    sorts: ['created_at', 'updated_at', 'email', 'full_name', 'role', 'is_active', 'last_login'],
  },
  '/events': {
    fill: async () => {
      const events = Array.from({ length: COUNT }, (_, index) =>
        anEvent({ severity: index % 3, time: `2026-02-0${1 + (index % 4)}T00:00:00Z` }),
      );
      await ingested(...events);
    },
    sorts: ['published_at', 'severity', 'created_at'],
  },
  '/tasks': {
    fill: async (by) => {
      for (let made = 0; made < COUNT; made++) {
        await aTask({
          by,
          title: `T${made % 3}`,
          priority: made % 2 ? 'low' : 'high',
          due_date: made % 2 ? null : 1_700_000_000,
        });
      }
    },
    sorts: ['created_at', 'updated_at', 'due_date', 'closed_at', 'title', 'status', 'priority'],
  },
  '/api-keys': {
    fill: async ({ id }) => {
      for (let made = 0; made < COUNT; made++) {
        await anApiKey({ created_by: id, name: `k${made % 2}`, expires_at: made % 3 ? null : new Date(4e12) });
      }
    },
    sorts: ['created_at', 'name', 'expires_at', 'last_used_at', 'revoked_at'],
  },
  '/audit': {
    fill: async (by) => {
      for (let made = 0; made < COUNT; made++) await aTask({ by });
    },
    sorts: ['at'],
  },
};

/** All ids of a list, read page by page in one of the two ways. */
async function readAll(as: Api, path: string, query: string, how: 'cursor' | 'page'): Promise<string[]> {
  const ids: string[] = [];
  let next = '';
  for (let page = 1; page < 20; page++) {
    const { status, body } = await as.get<PageBody<Item>>(`${path}?page_size=3&${query}${next}`);
    expect(status, JSON.stringify(body)).to.equal(200);
    expect(body).to.include({ total: COUNT, page_size: 3 });
    ids.push(...body.items.map(({ id }) => id));
    expect(body.has_more).to.equal(ids.length < COUNT);
    if (!body.has_more) return ids;
    next = how === 'page' ? `&page=${page + 1}` : `&cursor=${body.next_cursor}`;
  }
  throw new Error('The list has no end');
}

for (const [path, { fill, sorts }] of Object.entries(LISTS)) {
  describe(`The list ${path}`, () => {
    let as: Api;

    beforeEach(async () => {
      clock.set('2026-03-01T12:00:00Z');
      const admin = await aUser({ role: 'admin' });
      as = api.as(admin);
      await fill(admin);
    });

    it('gives each record once, by page and by cursor, in every order', async () => {
      const orders = [
        '',
        ...sorts.flatMap((name) => [`sort=${name}`, `sort=-${name}`]),
        ...(sorts.length > 1 ? [`sort=-${sorts[0]},${sorts.at(-1)}`] : []),
      ];
      for (const order of orders) {
        const byPage = await readAll(as, path, order, 'page');
        const byCursor = await readAll(as, path, order, 'cursor');
        expect(new Set(byPage).size, order).to.equal(COUNT);
        expect(byCursor, order).to.deep.equal(byPage);
      }
    });

    it('is empty past its end, and says so', async () => {
      const { body } = await as.get<PageBody<Item>>(`${path}?page=100&page_size=100`);
      expect(body).to.deep.equal({
        items: [],
        total: COUNT,
        page: 100,
        page_size: 100,
        has_more: false,
        next_cursor: null,
      });
    });

    it('has pages of 20 unless asked otherwise, of 100 at most', async () => {
      expect((await as.get<PageBody<Item>>(path)).body).to.include({ page: 1, page_size: 20, next_cursor: null });
      for (const query of [
        'page_size=0',
        'page_size=101',
        'page_size=ten',
        'page=0',
        'page=-1',
        'page=1.5',
        'page=1e99',
      ]) {
        expectError(await as.get(`${path}?${query}`), 'VALIDATION_FAILED', [query.split('=')[0] as string]);
      }
    });

    it('takes limit for page_size, which wins where both are given', async () => {
      expect((await as.get<PageBody<Item>>(`${path}?limit=3`)).body).to.include({ page_size: 3, has_more: true });
      expect((await as.get<PageBody<Item>>(`${path}?limit=3&page_size=2`)).body).to.include({ page_size: 2 });
      for (const limit of ['0', '101', 'many']) {
        expectError(await as.get(`${path}?limit=${limit}`), 'VALIDATION_FAILED', ['limit']);
      }
    });

    it('refuses unknown names, unknown orders and forged cursors', async () => {
      expectError(await as.get(`${path}?nick=1`), 'VALIDATION_FAILED', { nick: /not known/ });
      expectError(await as.get(`${path}?__proto__=1`), 'VALIDATION_FAILED');
      for (const sort of ['nick', 'id;drop', `${sorts[0]},`, '-', '__proto__', 'constructor']) {
        expectError(await as.get(`${path}?sort=${sort}`), 'VALIDATION_FAILED', ['sort']);
      }
      const { body } = await as.get<PageBody<Item>>(`${path}?page_size=3&sort=${sorts[0]}`);
      const [order, ...values] = JSON.parse(
        Buffer.from(body.next_cursor as string, 'base64url').toString(),
      ) as string[];
      expect(order, 'names, not what stands for them in SQL').to.match(/^[\w-]{8} -?[a-z_]+(,-?id)?$/);
      const forged = [
        [order, ...values.map(() => "x'; --")],
        [order],
        [order, ...values, 'more'],
        [`another- ${order?.slice(9)}`, ...values],
        ['id', ...values],
        {},
        7,
      ];
      const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
      for (const cursor of ['nothing', '%00', ...forged.map(encode)]) {
        expectError(await as.get(`${path}?sort=${sorts[0]}&cursor=${cursor}`), 'VALIDATION_FAILED', ['cursor']);
      }
      expectError(await as.get(`${path}?sort=-${sorts[0]}&cursor=${body.next_cursor}`), 'VALIDATION_FAILED', [
        'cursor',
      ]);
    });
  });
}
