import { expect } from 'chai';
import { api } from '../support/api.js';
import type { PageBody, UserBody } from '../support/bodies.js';
import { expectError } from '../support/expect-error.js';
import { aUser, type TestUser } from '../support/people.js';

describe('GET /users', () => {
  let admin: TestUser;

  beforeEach(async () => {
    admin = await aUser({ role: 'admin', full_name: 'Ada Admin', email: 'ada@example.com' });
    await aUser({ role: 'manager', full_name: 'Max Manager', email: 'max@example.com' });
    await aUser({ role: 'viewer', full_name: 'Vera Viewer', email: 'vera@example.org', is_active: false });
    await aUser({ role: 'user', full_name: '100% Ursula_', email: 'ursula@example.org' });
  });

  const names = async (query: string): Promise<string[]> => {
    const { status, body } = await api.as(admin).get<PageBody<UserBody>>(`/users?sort=full_name&${query}`);
    expect(status, JSON.stringify(body)).to.equal(200);
    expect(body.total).to.equal(body.items.length);
    return body.items.map(({ full_name }) => full_name.split(' ')[0] as string);
  };

  it('lists them all to those who may', async () => {
    expect(await names('')).to.deep.equal(['100%', 'Ada', 'Max', 'Vera']);
  });

  it('searches name and email for a part, in any case', async () => {
    expect(await names('search=MANAGER')).to.deep.equal(['Max']);
    expect(await names('search=example.org')).to.deep.equal(['100%', 'Vera']);
  });

  it('takes the signs of a pattern for themselves', async () => {
    expect(await names('search=%25')).to.deep.equal(['100%']);
    expect(await names('search=_')).to.deep.equal(['100%']);
    expect(await names('search=%5C')).to.deep.equal([]);
  });

  it('filters by role, in all three spellings', async () => {
    expect(await names('role=admin')).to.deep.equal(['Ada']);
    for (const query of ['role=admin&role=viewer', 'role[]=admin&role[]=viewer', 'role=admin,viewer']) {
      expect(await names(query)).to.deep.equal(['Ada', 'Vera']);
    }
  });

  it('filters by state', async () => {
    expect(await names('is_active=false')).to.deep.equal(['Vera']);
    expect(await names('is_active=true&role=viewer')).to.deep.equal([]);
  });

  it('names a filter that makes no sense', async () => {
    expectError(await api.as(admin).get('/users?role=king'), 'VALIDATION_FAILED', ['role.0']);
    expectError(await api.as(admin).get('/users?is_active=perhaps'), 'VALIDATION_FAILED', ['is_active']);
  });
});
