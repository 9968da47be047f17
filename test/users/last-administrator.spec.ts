import { expect } from 'chai';
import { type Api, api } from '../support/api.js';
import { audited } from '../support/audit.js';
import { expectError } from '../support/expect-error.js';
import { aUser } from '../support/people.js';
import { sql } from '../support/world.js';

const ADMINISTRATORS = `SELECT 1 FROM users WHERE role = 'admin' AND is_active AND deleted_at IS NULL`;

describe('The last administrator', () => {
  it('cannot be deleted by oneself, not even when there are others', async () => {
    const admin = await aUser({ role: 'admin' });
    expectError(await api.as(admin).delete(`/users/${admin.id}`), 'OWN_ACCOUNT');
    await aUser({ role: 'admin' });
    const { outcome, entries } = await audited(() => api.as(admin).delete(`/users/${admin.id}`));
    expectError(outcome, 'OWN_ACCOUNT');
    expect(entries).to.deep.equal([]);
  });

  it('stays one, whatever two administrators do to each other at once', async () => {
    const changes = [
      (by: Api, id: string) => by.delete(`/users/${id}`),
      (by: Api, id: string) => by.put(`/users/${id}`, { role: 'viewer' }),
      (by: Api, id: string) => by.put(`/users/${id}`, { is_active: false }),
    ];
    for (const change of changes) {
      await sql('UPDATE users SET deleted_at = now()');
      const [one, other] = [await aUser({ role: 'admin' }), await aUser({ role: 'admin' })];
      const answers = await Promise.all([change(api.as(one), other.id), change(api.as(other), one.id)]);
      expect(answers.map(({ status }) => status)).to.satisfy((all: number[]) => all.some((status) => status < 300));
      expect(await sql(ADMINISTRATORS)).to.have.length(1);
    }
  });

  it('does not count the disabled and the deleted', async () => {
    const admin = await aUser({ role: 'admin' });
    const other = await aUser({ role: 'admin' });
    await aUser({ role: 'admin', is_active: false });
    expect((await api.as(admin).put(`/users/${other.id}`, { role: 'manager' })).status).to.equal(200);
    expect(await sql(ADMINISTRATORS)).to.have.length(1);
  });
});
