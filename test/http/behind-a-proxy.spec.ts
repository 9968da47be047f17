import { expect } from 'chai';
import { createApp } from '../../src/app.js';
import { LIMITS } from '../../src/services/core/access/rate-limits.js';
import { withServer } from '../support/own-app.js';
import { aUser, PASSWORD } from '../support/people.js';
import { config, deps, sql } from '../support/world.js';

const app = () => createApp({ ...deps, config: { ...config, TRUST_PROXY: '1' } });

const logIn = (origin: string, from: string, body: object = {}) =>
  fetch(`${origin}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
    body: JSON.stringify(body),
  });

/** How many calls are counted of whom the proxy names, after one more. */
const countOf = async (origin: string, from: string): Promise<number> => {
  const { headers } = await logIn(origin, from);
  return LIMITS.login - Number(headers.get('ratelimit-remaining'));
};

describe('Behind a proxy', () => {
  for (const [what, ...addresses] of [
    ['an address, with whatever port', '203.0.113.7', '203.0.113.7:49152', '203.0.113.7:49153'],
    ['IPv4, in IPv6 too', '203.0.113.7', '::ffff:203.0.113.7', '::ffff:cb00:7107'],
    ['a network of IPv6', '2001:db8:1:2::1', '[2001:db8:1:2::2]:443', '2001:DB8:1:2:ffff::'],
    ['all that is no address', 'unknown', 'x'.repeat(250), 'x'.repeat(5000), "'; --"],
  ] as const) {
    it(`${what} counts as one`, async () => {
      await withServer(app(), async (origin) => {
        const counted: number[] = [];
        for (const address of addresses) counted.push(await countOf(origin, address));
        expect(counted).to.deep.equal(addresses.map((_, index) => index + 1));
      });
    });
  }

  it('others count for themselves', async () => {
    await withServer(app(), async (origin) => {
      for (const address of ['203.0.113.7', '203.0.113.8', '2001:db8:1:2::1', '2001:db8:1:3::1', 'unknown']) {
        expect(await countOf(origin, address), address).to.equal(1);
      }
    });
  });

  it('a login and its audit entry are from the caller’s address, plain; from the proxy’s, where that is none', async () => {
    const { email } = await aUser();
    const come = {
      '[2001:DB8:0:0::1]:443': '2001:db8::1',
      '::ffff:203.0.113.7': '203.0.113.7',
      ['x'.repeat(5000)]: '127.0.0.1',
    };
    await withServer(app(), async (origin) => {
      for (const [address, plain] of Object.entries(come)) {
        expect((await logIn(origin, address, { email, password: PASSWORD })).status).to.equal(200);
        const [session] = await sql<{ ip: string }>('SELECT ip FROM sessions ORDER BY id DESC LIMIT 1');
        const [entry] = await sql<{ ip: string }>('SELECT ip FROM audit_entries ORDER BY id DESC LIMIT 1');
        expect([session?.ip, entry?.ip]).to.deep.equal([plain, plain]);
      }
    });
  });

  it('the console’s login counts by the same address', async () => {
    await withServer(app(), async (origin) => {
      await logIn(origin, '203.0.113.7');
      const status = async (from: string) => {
        const body = new URLSearchParams({ email: '', password: '' });
        return (await fetch(`${origin}/admin/login`, { method: 'POST', body, headers: { 'x-forwarded-for': from } }))
          .status;
      };
      await sql('UPDATE rate_limits SET points = $1', [LIMITS.login]);
      expect([await status('203.0.113.7:50000'), await status('203.0.113.8')]).to.deep.equal([429, 401]);
      expect(await status('x'.repeat(5000))).to.equal(401);
    });
  });
});
