import { expect } from 'chai';
import { api } from '../support/api.js';
import { audited } from '../support/audit.js';
import type { LoginBody, TokensBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { expectError } from '../support/expect-error.js';
import { logLines } from '../support/log-lines.js';
import { aUser, PASSWORD } from '../support/people.js';
import { config, sql } from '../support/world.js';

const refresh = (refresh_token: string) => api.post<TokensBody>('/auth/refresh', { refresh_token });

async function logIn(remember_me = false): Promise<LoginBody> {
  const user = await aUser();
  return (await api.post<LoginBody>('/auth/login', { email: user.email, password: PASSWORD, remember_me })).body;
}

describe('POST /auth/refresh', () => {
  it('spends a refresh token for the next pair', async () => {
    const first = await logIn();
    const second = await refresh(first.refresh_token);
    expect(second.status).to.equal(200);
    expect(second.body).to.include({ token_type: 'Bearer', expires_in: 3600 });
    expect(second.body.refresh_token).not.to.equal(first.refresh_token);
    expect((await api.as({ token: second.body.access_token }).get('/auth/me')).status).to.equal(200);
    expect((await refresh(second.body.refresh_token)).status).to.equal(200);
  });

  it('gives a spent token its successor again within 30 seconds: two tabs refresh at once', async () => {
    clock.set('2026-03-01T10:00:00Z');
    const first = await logIn();
    const { body: second } = await refresh(first.refresh_token);
    clock.advance({ seconds: 30 });
    const again = await refresh(first.refresh_token);
    expect(again.status).to.equal(200);
    expect(again.body.refresh_token).to.equal(second.refresh_token);
    expect((await api.as({ token: again.body.access_token }).get('/auth/me')).status).to.equal(200);
    const { body: third } = await refresh(second.refresh_token);
    expect(third.refresh_token).not.to.equal(second.refresh_token);
    const stored = await sql<{ hash: string }>('SELECT hash FROM refresh_tokens');
    expect(JSON.stringify(stored)).not.to.contain(second.refresh_token);
  });

  for (const [days, remember_me, step] of [
    [30, false, { hours: 20 }],
    [90, true, { days: 5 }],
  ] as const) {
    it(`ends after ${days} days${remember_me ? ', where it was to be remembered' : ''}, however often it is refreshed`, async () => {
      const begun = clock.unix();
      let { refresh_token } = await logIn(remember_me);
      let lasted = 0;
      for (;;) {
        clock.advance(step);
        const next = await refresh(refresh_token);
        if (next.status === 401) break;
        refresh_token = next.body.refresh_token;
        lasted = clock.unix() - begun;
      }
      const end = days * 86_400;
      expect(lasted).to.be.lessThan(end);
      expect(clock.unix() - begun).to.be.at.least(end);
    });
  }

  it('ends the whole session when a spent token comes back later than that', async () => {
    clock.set('2026-03-01T10:00:00Z');
    const first = await logIn();
    const { body: second } = await refresh(first.refresh_token);
    clock.advance({ seconds: 31 });
    const replay = await audited(() => refresh(first.refresh_token));
    expectError(replay.outcome, 'INVALID_REFRESH_TOKEN');
    expect(replay.entries).to.have.length(1);
    expect(replay.entries[0]).to.include({ action: 'auth.refresh', outcome: 'refused' });
    expectError(await refresh(second.refresh_token), 'INVALID_REFRESH_TOKEN');
    expectError(await api.as({ token: second.access_token }).get('/auth/me'), 'UNAUTHENTICATED');
    expectError(await api.as({ token: first.access_token }).get('/auth/me'), 'UNAUTHENTICATED');
  });

  it('gives two that spend the same token at once the same next one', async () => {
    const { refresh_token } = await logIn();
    const [one, other] = await Promise.all([refresh(refresh_token), refresh(refresh_token)]);
    expect([one.status, other.status]).to.deep.equal([200, 200]);
    expect(one.body.refresh_token).to.equal(other.body.refresh_token);
  });

  it('keeps the first token good where rotation is switched off', async () => {
    const { refresh_token } = await logIn();
    config.REFRESH_ROTATION = 'off';
    try {
      for (const _ of ['first', 'second']) {
        const { status, body } = await refresh(refresh_token);
        expect({ status, token: body.refresh_token }).to.deep.equal({ status: 200, token: refresh_token });
      }
    } finally {
      config.REFRESH_ROTATION = 'on';
    }
  });

  it('lasts 24 hours from the last refresh, then no longer', async () => {
    clock.set('2026-03-01T10:00:00Z');
    const first = await logIn();
    clock.advance({ hours: 23, minutes: 59 });
    const second = await refresh(first.refresh_token);
    expect(second.status).to.equal(200);
    clock.advance({ hours: 24, seconds: 1 });
    expectError(await refresh(second.body.refresh_token), 'INVALID_REFRESH_TOKEN');
  });

  it('lasts 30 days with remember_me', async () => {
    clock.set('2026-03-01T10:00:00Z');
    const { refresh_token } = await logIn(true);
    clock.advance({ days: 29 });
    const second = await refresh(refresh_token);
    expect(second.status).to.equal(200);
    clock.advance({ days: 30, seconds: 1 });
    expectError(await refresh(second.body.refresh_token), 'INVALID_REFRESH_TOKEN');
  });

  it('refuses the token of somebody who was disabled since', async () => {
    const { refresh_token, user } = await logIn();
    await sql('UPDATE users SET is_active = false WHERE id = $1', [user.id]);
    expectError(await refresh(refresh_token), 'INVALID_REFRESH_TOKEN');
  });

  it('refuses an access token, a word and nothing', async () => {
    const { access_token } = await logIn();
    expectError(await refresh(access_token), 'INVALID_REFRESH_TOKEN');
    expectError(await refresh('something'), 'INVALID_REFRESH_TOKEN');
    expectError(await refresh(''), 'VALIDATION_FAILED', ['refresh_token']);
  });

  it('keeps tokens out of database, audit log and logs', async () => {
    const { refresh_token } = await logIn();
    const { body } = await refresh(refresh_token);
    await refresh(refresh_token);
    const stored = await sql('SELECT * FROM refresh_tokens');
    const audit = await sql('SELECT * FROM audit_entries');
    const everything = JSON.stringify([stored, audit]) + logLines.all();
    for (const token of [refresh_token, body.refresh_token, body.access_token])
      expect(everything).not.to.include(token);
  });
});
