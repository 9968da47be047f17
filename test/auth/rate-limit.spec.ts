import { expect } from 'chai';
import { api } from '../support/api.js';
import { consoleOf } from '../support/console.js';
import { expectError } from '../support/expect-error.js';
import { hashesComparedIn } from '../support/password-hashes.js';
import { aUser } from '../support/people.js';
import { sql } from '../support/world.js';

const LIMIT = 60;

// What is refused for its form costs no hash, but counts.
const attempt = () => api.post('/auth/login', {});

describe('The rate limit of logins', () => {
  it('tells with each answer how many are left', async () => {
    const { headers } = await attempt();
    expect(headers.get('ratelimit-limit')).to.equal(String(LIMIT));
    expect(headers.get('ratelimit-remaining')).to.equal(String(LIMIT - 1));
    expect(Number(headers.get('ratelimit-reset'))).to.be.within(1, 60);
  });

  it('refuses the one too many before it hashes, and says when to come again', async () => {
    await Promise.all(Array.from({ length: LIMIT }, attempt));
    const hashes = await hashesComparedIn(async () => {
      const answer = await api.post('/auth/login', { email: 'a@example.com', password: 'whatever it is' });
      expectError(answer, 'RATE_LIMITED');
      expect(Number(answer.headers.get('retry-after'))).to.be.within(1, 60);
      expect(answer.headers.get('ratelimit-remaining')).to.equal('0');
    });
    expect(hashes).to.deep.equal([]);
  });

  it('counts whatever else asks for a secret, at either door', async () => {
    const user = await aUser();
    await attempt();
    await api.post('/auth/refresh', {});
    await api.as(user).post('/auth/change-password', {});
    await api.as(user).post('/users/me/change-password', {});
    await (await consoleOf(user)).raw('/admin/change-password', '', 'application/x-www-form-urlencoded');
    expect((await attempt()).headers.get('ratelimit-remaining')).to.equal(String(LIMIT - 6));
  });

  it('counts anew when the minute is over', async () => {
    await attempt();
    await sql('UPDATE rate_limits SET points = $1', [LIMIT]);
    expectError(await attempt(), 'RATE_LIMITED');
    await sql('UPDATE rate_limits SET expire = expire - 60000');
    expect((await attempt()).headers.get('ratelimit-remaining')).to.equal(String(LIMIT - 1));
  });
});
