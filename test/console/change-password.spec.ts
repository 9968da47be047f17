import { expect } from 'chai';
import { LIMITS } from '../../src/services/core/access/rate-limits.js';
import { consoleOf } from '../support/console.js';
import { aUser, PASSWORD } from '../support/people.js';
import { origin, sql } from '../support/world.js';

const NEW_PASSWORD = 'Points-Levers-Bells-4';

/** A session by a real login: the form is posted as a browser does it. */
async function changeWith(form: Record<string, string>) {
  const user = await aUser({ must_change_password: true });
  const login = await fetch(`${origin}/admin/login`, {
    method: 'POST',
    body: new URLSearchParams({ email: user.email, password: PASSWORD }),
    redirect: 'manual',
  });
  const cookie = login.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const send = (path: string, body?: URLSearchParams) =>
    fetch(`${origin}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { cookie },
      body: body ?? null,
      redirect: 'manual',
    });
  return { user, send, answer: await send('/admin/change-password', new URLSearchParams(form)) };
}

describe('Changing one’s own password in the console', () => {
  it('that was tried too often says so on its page, and when to come again', async () => {
    const form = { current_password: PASSWORD, new_password: NEW_PASSWORD, repeated: NEW_PASSWORD };
    const { send } = await changeWith({ ...form, repeated: 'another' });
    await sql('UPDATE rate_limits SET points = $1', [LIMITS.login]);
    const answer = await send('/admin/change-password', new URLSearchParams(form));
    expect(answer.status).to.equal(429);
    expect(Number(answer.headers.get('retry-after'))).to.be.within(1, 60);
    expect(await answer.text())
      .to.contain('Too many')
      .and.contain('name="new_password"');
  });

  it('goes on to the console, in the same session; the others end', async () => {
    const form = { current_password: PASSWORD, new_password: NEW_PASSWORD, repeated: NEW_PASSWORD };
    const { user, send, answer } = await changeWith(form);
    expect(answer.headers.get('location')).to.equal('/admin');
    expect((await send('/admin')).status).to.equal(200);
    const open = await sql('SELECT kind FROM sessions WHERE user_id = $1 AND ended_at IS NULL', [user.id]);
    expect(open).to.deep.equal([{ kind: 'console' }]);
    expect(await sql('SELECT must_change_password FROM users')).to.deep.equal([{ must_change_password: false }]);
  });

  for (const [what, form, problem] of [
    ['a wrong current one', { current_password: 'x', new_password: NEW_PASSWORD, repeated: NEW_PASSWORD }, 'is wrong'],
    [
      'a repetition that differs',
      { current_password: PASSWORD, new_password: NEW_PASSWORD, repeated: 'x' },
      'not the same',
    ],
    ['an easy one', { current_password: PASSWORD, new_password: 'password1', repeated: 'password1' }, 'too easy'],
    ['a short one', { current_password: PASSWORD, new_password: 'Xy7!', repeated: 'Xy7!' }, 'at least 8'],
    ['the same one', { current_password: PASSWORD, new_password: PASSWORD, repeated: PASSWORD }, 'not be the current'],
  ] as const) {
    it(`shows the form again for ${what}, with what is wrong`, async () => {
      const { answer } = await changeWith(form);
      expect(answer.status).to.equal(422);
      expect(await answer.text())
        .to.contain(problem)
        .and.contain('The password was not changed.');
    });
  }

  it('is there for anybody who is logged in, and for nobody else', async () => {
    const client = await consoleOf(await aUser());
    const page = await client.get('/admin/change-password');
    expect(page.status).to.equal(200);
    expect(page.text).to.contain('action="/admin/logout"');
    const stranger = await fetch(`${origin}/admin/change-password`, { redirect: 'manual' });
    expect(stranger.headers.get('location')).to.equal('/admin/login');
  });
});
