import { expect } from 'chai';
import jwt from 'jsonwebtoken';
import { api } from '../support/api.js';
import type { LoginBody, TokensBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { expectError } from '../support/expect-error.js';
import { withSecrets } from '../support/other-secrets.js';
import { aUser, PASSWORD } from '../support/people.js';
import { config } from '../support/world.js';

const NEW = 'another secret, for access tokens from now on';
const OLDER = 'the secret before the one before, long gone';
const withBoth = () => ({ JWT_SECRET: NEW, JWT_SECRETS_OLD: [OLDER, config.JWT_SECRET] });

const me = (token: string) => api.as({ token }).get('/auth/me');
const refresh = (refresh_token: string) => api.post<TokensBody>('/auth/refresh', { refresh_token });

async function logIn(): Promise<LoginBody> {
  const { email } = await aUser();
  return (await api.post<LoginBody>('/auth/login', { email, password: PASSWORD })).body;
}

describe('When JWT_SECRET is another one', () => {
  it('access tokens of the old one are good as long as it stands in JWT_SECRETS_OLD', async () => {
    const { token } = await aUser();
    await withSecrets(withBoth(), async () => expect((await me(token)).status).to.equal(200));
    await withSecrets({ JWT_SECRET: NEW }, async () => expectError(await me(token), 'UNAUTHENTICATED'));
  });

  it('new access tokens need the old one no longer', async () => {
    const { access_token } = await withSecrets(withBoth(), logIn);
    await withSecrets({ JWT_SECRET: NEW }, async () => expect((await me(access_token)).status).to.equal(200));
    expectError(await me(access_token), 'UNAUTHENTICATED');
  });

  it('a process that has it only among the old ones takes its tokens already', async () => {
    const { access_token } = await withSecrets(withBoth(), logIn);
    await withSecrets({ JWT_SECRETS_OLD: [NEW] }, async () => expect((await me(access_token)).status).to.equal(200));
  });

  it('a token of the old one lasts no longer than it did, and a stranger’s is as strange', async () => {
    const { id, session_id, token } = await aUser();
    const forged = jwt.sign({ sub: id, sid: session_id, exp: clock.unix() + 60 }, 'a secret that nobody here has had');
    await withSecrets(withBoth(), async () => {
      expectError(await me(forged), 'UNAUTHENTICATED');
      clock.advance({ hours: 1, seconds: 1 });
      expectError(await me(token), 'UNAUTHENTICATED');
    });
  });

  it('refresh tokens are good without the old one', async () => {
    const { refresh_token } = await logIn();
    await withSecrets({ JWT_SECRET: NEW }, async () => expect((await refresh(refresh_token)).status).to.equal(200));
  });

  it('a token that was spent just before gets the successor that it got then', async () => {
    const { refresh_token } = await logIn();
    const { body: before } = await refresh(refresh_token);
    await withSecrets(withBoth(), async () => {
      const { status, body } = await refresh(refresh_token);
      expect({ status, token: body.refresh_token }).to.deep.equal({ status: 200, token: before.refresh_token });
      expect((await refresh(body.refresh_token)).status).to.equal(200);
    });
  });

  it('one that is spent from then on gets the same from a process that still signs with the old one', async () => {
    const { refresh_token } = await logIn();
    const { body: first } = await withSecrets(withBoth(), () => refresh(refresh_token));
    const { body: again } = await withSecrets({ JWT_SECRETS_OLD: [NEW] }, () => refresh(refresh_token));
    expect(again.refresh_token).to.equal(first.refresh_token);
  });
});
