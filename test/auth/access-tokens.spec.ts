import { expect } from 'chai';
import jwt from 'jsonwebtoken';
import { api } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import { clock } from '../support/clock.js';
import { expectError } from '../support/expect-error.js';
import { aUser } from '../support/people.js';
import { config, sql } from '../support/world.js';

const me = (token: string) => api.as({ token }).get('/auth/me');

describe('Access tokens', () => {
  it('last one hour', async () => {
    clock.set('2026-03-01T10:00:00Z');
    const { token } = await aUser();
    clock.advance({ minutes: 59 });
    expect((await me(token)).status).to.equal(200);
    clock.advance({ minutes: 1, seconds: 1 });
    expectError(await me(token), 'UNAUTHENTICATED');
  });

  it('of a disabled or deleted user are refused at once', async () => {
    const [disabled, deleted] = [await aUser(), await aUser()];
    await sql('UPDATE users SET is_active = false WHERE id = $1', [disabled.id]);
    await sql('UPDATE users SET deleted_at = now() WHERE id = $1', [deleted.id]);
    expectError(await me(disabled.token), 'UNAUTHENTICATED');
    expectError(await me(deleted.token), 'UNAUTHENTICATED');
  });

  it('speak for the role that the user has now', async () => {
    const admin = await aUser({ role: 'admin' });
    await sql(`UPDATE users SET role = 'viewer' WHERE id = $1`, [admin.id]);
    expectError(await api.as(admin).get('/users'), 'FORBIDDEN');
  });

  it('are refused when somebody else signed or changed them', async () => {
    const { id, session_id, token } = await aUser();
    const claims = { sub: id, sid: session_id, exp: clock.unix() + 60 };
    const [header, payload, signature] = token.split('.') as [string, string, string];
    const admin = await aUser({ role: 'admin' });
    const stolen = Buffer.from(JSON.stringify({ ...claims, sub: admin.id })).toString('base64url');
    expect((await me(jwt.sign(claims, config.JWT_SECRET))).status).to.equal(200);
    const forged = [
      jwt.sign(claims, 'another secret, long enough to be one'),
      jwt.sign(claims, '', { algorithm: 'none' }),
      jwt.sign(claims, config.JWT_SECRET, { algorithm: 'HS512' }),
      // Ours, but of a session of somebody else.
      jwt.sign({ ...claims, sub: admin.id }, config.JWT_SECRET),
      jwt.sign({ ...claims, sub: 'x', sid: 'y' }, config.JWT_SECRET),
      [header, stolen, signature].join('.'),
      [header, payload, ''].join('.'),
      'sbx_nothing',
      'null',
    ];
    for (const bad of forged) expectError(await me(bad), 'UNAUTHENTICATED');
  });

  it('come as Bearer, in any case, and nowhere else', async () => {
    const { token } = await aUser();
    const call = (authorization: string) => api.get('/auth/me', { headers: { authorization } });
    expect((await call(`bearer ${token}`)).status).to.equal(200);
    for (const header of [token, `Basic ${token}`, 'Bearer', `Bearer ${token} ${token}`]) {
      expectError(await call(header), 'UNAUTHENTICATED');
    }
    expectError(await api.get(`/auth/me?access_token=${token}`), 'UNAUTHENTICATED');
  });

  it('may be API keys, by X-Api-Key, too', async () => {
    const key = await anApiKey({ scopes: ['events:read'] });
    expect((await api.get('/events', { headers: { 'x-api-key': key.token } })).status).to.equal(200);
    expect((await api.as(key).get('/events')).status).to.equal(200);
  });
});
