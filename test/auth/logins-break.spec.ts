import { expect } from 'chai';
import { api } from '../support/api.js';
import { type ApiScene, answersAgain, type Call, count, entries, saysDone } from '../support/api-scenes.js';
import type { TokensBody } from '../support/bodies.js';
import { describeBreaks } from '../support/cut-each-statement.js';
import { aUser, PASSWORD } from '../support/people.js';

async function aLogin(): Promise<ApiScene> {
  const { email, session_id } = await aUser();
  const call: Call = () => api.post('/auth/login', { email, password: PASSWORD });
  return {
    call,
    saysDone: saysDone(200),
    isThere: async () => {
      const opened = await count('SELECT 1 FROM sessions WHERE id <> $1', [session_id]);
      expect(await entries('auth.login')).to.equal(opened);
      return opened === 1;
    },
    afterwards: answersAgain(call, 200),
  };
}

async function aWrongPassword(): Promise<ApiScene> {
  const { email } = await aUser();
  const call: Call = () => api.post('/auth/login', { email, password: 'not this one' });
  return {
    call,
    saysDone: saysDone(401),
    isThere: async () => (await entries('auth.login', 'refused')) === 1,
    afterwards: answersAgain(call, 401),
  };
}

async function aRefresh(): Promise<ApiScene> {
  const { email } = await aUser();
  const { refresh_token } = (await api.post<TokensBody>('/auth/login', { email, password: PASSWORD })).body;
  const call: Call = () => api.post('/auth/refresh', { refresh_token });
  // Of an answer that was lost, the spent token brings the same one again.
  return { call, saysDone: saysDone(200), afterwards: answersAgain(call, 200) };
}

describeBreaks('a login', {
  'a login': aLogin,
  'a wrong password': aWrongPassword,
  'a new access token': aRefresh,
});
