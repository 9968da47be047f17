import { expect } from 'chai';
import { api } from '../support/api.js';
import type { PageBody, TaskBody } from '../support/bodies.js';
import { expectError } from '../support/expect-error.js';
import { noRows } from '../support/many-events.js';
import { aUser, type TestUser } from '../support/people.js';
import { sql } from '../support/world.js';

const MANY = `INSERT INTO tasks (id, title, description, status, priority, created_at, updated_at, version)
  SELECT gen_random_uuid(), 'Task ' || n, '', CASE WHEN n % 5 = 0 THEN 'open' ELSE 'closed' END, 'low',
    now() - make_interval(secs => n), now(), 1
  FROM generate_series(1, $1) AS n`;

describe('A page by its number', () => {
  let user: TestUser;

  beforeEach(async () => {
    await sql(MANY, [25_150]);
    user = await aUser({ role: 'viewer' });
  });

  afterEach(noRows);

  const page = (query: string) => api.as(user).get<PageBody<TaskBody>>(`/tasks?page_size=100&${query}`);

  it('reaches row 25,000, in every order', async () => {
    const { body } = await page('page=250');
    expect([body.items[0]?.title, body.items.at(-1)?.title]).to.deep.equal(['Task 24901', 'Task 25000']);
    expect(body.has_more).to.equal(true);
    for (const sort of ['title', '-updated_at', 'due_date', '-status', 'priority,-title']) {
      expect((await page(`page=250&sort=${sort}`)).body.items, sort).to.have.length(100);
    }
  });

  it('is refused further inside the list, with a word on cursors, and can be gone on to by one', async () => {
    expectError(await page('page=251'), 'VALIDATION_FAILED', { page: /25000.*cursor/ });
    const { body } = await page(`page=250`);
    const next = await page(`cursor=${body.next_cursor}`);
    expect(next.body.items[0]?.title).to.equal('Task 25001');
  });

  it('is empty past the end of the list, however far', async () => {
    for (const query of ['status=open&page=251', 'status=open&page=1000000000', 'search=nothing&page=1000000000']) {
      const { status, body } = await page(query);
      expect(status, query).to.equal(200);
      expect(body.items).to.deep.equal([]);
      expect(body).to.include({ has_more: false, next_cursor: null, total: query.startsWith('status') ? 5030 : 0 });
    }
  });
});
