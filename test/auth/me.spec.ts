import { expect } from 'chai';
import { api } from '../support/api.js';
import type { MeBody } from '../support/bodies.js';
import { aUser } from '../support/people.js';

describe('GET /auth/me', () => {
  it('tells who one is and what one may do', async () => {
    const user = await aUser({ role: 'viewer', responsible_province: 'Utrecht' });
    const { status, body } = await api.as(user).get<MeBody>('/auth/me');
    expect(status).to.equal(200);
    const { permissions, created_at, updated_at, ...rest } = body;
    expect(rest).to.deep.equal({
      id: user.id,
      email: user.email,
      full_name: user.full_name,
      role: 'viewer',
      is_active: true,
      responsible_province: 'Utrecht',
      must_change_password: false,
      last_login: null,
    });
    expect([created_at, updated_at]).to.satisfy((times: number[]) => times.every(Number.isInteger));
    expect(permissions).to.include('events:read').and.not.include('events:annotate');
  });
});
