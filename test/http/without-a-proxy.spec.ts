import { expect } from 'chai';
import { LIMITS } from '../../src/services/core/access/rate-limits.js';
import { api } from '../support/api.js';
import { aUser, PASSWORD } from '../support/people.js';
import { sql } from '../support/world.js';

/** All that proxies say of whom they call for. */
const saying = (address: string) => ({
  'x-forwarded-for': address,
  'x-real-ip': address,
  forwarded: `for=${address}`,
  'x-forwarded-host': 'evil.example',
});

describe('Without a proxy that is trusted', () => {
  it('nobody is believed who says to come from elsewhere', async () => {
    const { email } = await aUser();
    for (const [calls, address] of ['203.0.113.7', '203.0.113.8'].entries()) {
      const headers = saying(address);
      const answer = await api.post('/auth/login', { email, password: PASSWORD }, { headers });
      expect(answer.status).to.equal(200);
      expect(Number(answer.headers.get('ratelimit-remaining'))).to.equal(LIMITS.login - calls - 1);
    }
    const found = 'SELECT ip FROM sessions UNION ALL SELECT ip FROM audit_entries';
    const addresses = (await sql<{ ip: string | null }>(found)).map(({ ip }) => ip).filter(Boolean);
    expect(new Set(addresses)).to.deep.equal(new Set(['127.0.0.1']));
  });
});
