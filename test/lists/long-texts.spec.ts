import { expect } from 'chai';
import { api } from '../support/api.js';
import type { PageBody, TaskBody } from '../support/bodies.js';
import { noRows } from '../support/many-events.js';
import { aUser, type TestUser } from '../support/people.js';
import { aTask } from '../support/records.js';
import { sql } from '../support/world.js';

describe('A list of long texts', () => {
  let user: TestUser;

  beforeEach(async () => {
    user = await aUser({ role: 'viewer' });
  });

  after(noRows);

  it('is searched for many parts of words a few rows at a time', async () => {
    await sql(`INSERT INTO tasks (id, title, description, status, priority, created_at, updated_at, version)
      SELECT gen_random_uuid(), 'Task ' || n, repeat('lorem ipsum ', 400), 'open', 'low',
        now() - make_interval(secs => n), now(), 1
      FROM generate_series(1, 300) AS n`);
    const { id } = await aTask({ title: 'zz 0123456789' });
    await sql(`UPDATE tasks SET created_at = '2020-01-01' WHERE id = $1`, [id]);
    const parts = Array.from({ length: 90 }, (_, n) => `${n % 10}`).join(' ');
    const found: string[] = [];
    let query = `search=zz ${parts}`;
    for (let pages = 1; ; pages += 1) {
      expect(pages, 'each page gets further').to.be.below(30);
      const { status, body } = await api.as(user).get<PageBody<TaskBody>>(`/tasks?${encodeURI(query)}`);
      expect(status).to.equal(200);
      found.push(...body.items.map((task) => task.id));
      if (!body.next_cursor) break;
      query = `search=zz ${parts}&cursor=${body.next_cursor}`;
    }
    expect(found).to.deep.equal([id]);
  });

  it('goes on after the longest title there may be, whatever its letters', async () => {
    for (const letter of ['\u0e01', '\u0e02']) await aTask({ title: letter.repeat(500) });
    const first = await api.as(user).get<PageBody<TaskBody>>('/tasks?sort=title&page_size=1');
    const second = await api
      .as(user)
      .get<PageBody<TaskBody>>(`/tasks?sort=title&page_size=1&cursor=${first.body.next_cursor}`);
    expect(second.body.items[0]?.title).to.equal('\u0e02'.repeat(500));
  });
});
