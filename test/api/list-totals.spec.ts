import { expect } from 'chai';
import { api } from '../support/api.js';
import type { PageBody, TaskBody } from '../support/bodies.js';
import { aUser } from '../support/people.js';
import { sql } from '../support/world.js';

const MANY = `INSERT INTO tasks (id, title, description, status, priority, created_at, updated_at, version)
  SELECT gen_random_uuid(), 'Task ' || n, '', CASE WHEN n % 2 = 0 THEN 'open' ELSE 'closed' END, 'low', now(), now(), 1
  FROM generate_series(1, $1) AS n`;

describe('The total of a list', () => {
  it('is exact up to 10,000, and past that an estimate that says so', async () => {
    const viewer = await aUser({ role: 'viewer' });
    const total = async (query = '') => {
      const { body } = await api.as(viewer).get<PageBody<TaskBody>>(`/tasks?${query}`);
      return body;
    };
    await sql(MANY, [10_000]);
    await sql('ANALYZE tasks');
    expect(await total())
      .to.include({ total: 10_000 })
      .and.not.have.property('total_is_estimate');
    await sql(MANY, [2]);
    const estimated = await total();
    expect(estimated.total_is_estimate).to.equal(true);
    expect(estimated.total).to.be.within(10_001, 20_000);
    expect(estimated.has_more).to.equal(true);
    expect(await total('status=open'))
      .to.include({ total: 5_001 })
      .and.not.have.property('total_is_estimate');
  });
});
