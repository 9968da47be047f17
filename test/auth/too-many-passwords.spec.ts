import { expect } from 'chai';
import { api } from '../support/api.js';
import { consoleAs } from '../support/console.js';
import { expectError } from '../support/expect-error.js';
import { NEW_PASSWORD, passwordCalls } from '../support/password-calls.js';
import { whileQueued, wholeQueue, wholeShare } from '../support/password-queue.js';
import { deps, sql } from '../support/world.js';

/** Counted by the minute and address besides. */
const LIMITED = ['a login', 'a login of nobody', 'a change of one’s own'];

for (const [what, queued] of [
  ['When an address has too many passwords in work', wholeShare('127.0.0.1')],
  ['When too many passwords wait', wholeQueue],
] as const) {
  describe(what, () => {
    const { people, ...calls } = passwordCalls();
    const meanwhile = (work: () => Promise<unknown>) => whileQueued(deps.passwordQueues.hashing, [...queued], work);

    for (const [call, make] of Object.entries(calls.api)) {
      it(`${call} is refused, with when to come again, and nothing is changed`, async () => {
        const users = () => sql('SELECT id, version, password_hash FROM users ORDER BY id');
        const before = await users();
        await meanwhile(async () => {
          const refused = await make();
          expectError(refused, 'RATE_LIMITED');
          expect(Number(refused.headers.get('retry-after'))).to.be.within(1, 60);
          expect(refused.headers.get('ratelimit-remaining')).to.equal(LIMITED.includes(call) ? '59' : null);
        });
        expect(await users()).to.deep.equal(before);
      });
    }

    for (const [call, make] of Object.entries(calls.console)) {
      it(`${call} is refused by its own page, with the message and when to come again`, async () => {
        await meanwhile(async () => {
          const refused = await make();
          expect(refused.status).to.equal(429);
          expect(Number(refused.headers.get('retry-after'))).to.be.within(1, 60);
          expect(refused.text).to.contain('Too many passwords wait').and.contain('type="password"');
        });
      });
    }

    it('the console’s forms of users say so in a notice', async () => {
      const { console } = await consoleAs('admin');
      const fields = { email: 'new@example.com', full_name: 'New One', role: 'user', password: NEW_PASSWORD };
      await meanwhile(async () => {
        for (const { body } of [
          await console.create('users', fields),
          await console.act('users', people.user.id, 'edit', { password: NEW_PASSWORD, version: '1' }),
          await console.act('users', people.user.id, 'resetPassword'),
        ]) {
          expect(body.notice).to.include({ type: 'error' });
          expect(body.notice?.message).to.match(/Too many passwords wait/);
        }
      });
    });

    it('whoever needs no password goes on', async () => {
      await meanwhile(async () => {
        expect((await api.as(people.user).get('/tasks')).status).to.equal(200);
        expect((await api.as(people.user).put('/users/me', { full_name: 'Another Name' })).status).to.equal(200);
      });
    });
  });
}
