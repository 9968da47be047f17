import { expect } from 'chai';
import { LIMITS } from '../../src/services/core/access/rate-limits.js';
import { consoleAs, stranger } from '../support/console.js';
import { aUser, PASSWORD } from '../support/people.js';
import { origin, sql } from '../support/world.js';

async function logIn(form: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  const body = new URLSearchParams(form);
  const answer = await fetch(`${origin}/admin/login`, { method: 'POST', body, headers, redirect: 'manual' });
  // express-session saves once more before an answer's last byte.
  await answer.clone().arrayBuffer();
  return answer;
}

describe('Logging in to the console', () => {
  it('leads from a page to the login and back to it', async () => {
    const { email } = await aUser();
    const refused = await stranger.get('/admin/resources/tasks?page=2');
    expect(refused.status).to.equal(302);
    const target = refused.headers.get('location') as string;
    expect(target).to.equal('/admin/login?next=%2Fadmin%2Fresources%2Ftasks%3Fpage%3D2');
    const page = await stranger.get(target);
    expect(page.text).to.contain('value="/admin/resources/tasks?page=2"');
    const done = await logIn({ email, password: PASSWORD, next: '/admin/resources/tasks?page=2' });
    expect(done.status).to.equal(302);
    expect(done.headers.get('location')).to.equal('/admin/resources/tasks?page=2');
  });

  it('sets a session cookie that scripts cannot read, and a token that they can', async () => {
    const { email } = await aUser();
    const [token, session] = (await logIn({ email, password: PASSWORD })).headers.getSetCookie().sort();
    expect(token)
      .to.match(/^XSRF-TOKEN=.*SameSite=Lax/)
      .and.not.contain('HttpOnly');
    expect(session)
      .to.match(/^signalbox\.sid=/)
      .and.contain('HttpOnly')
      .and.contain('SameSite=Lax');
  });

  it('gives a session that was there before the login another id', async () => {
    const { id, email } = await aUser();
    const first = (await logIn({ email, password: PASSWORD })).headers.getSetCookie();
    const cookie = first.map((line) => line.split(';')[0]).join('; ');
    await logIn({ email, password: PASSWORD }, { cookie });
    const sessions = await sql<{ sid: string }>('SELECT sid FROM console_sessions');
    expect(sessions).to.have.length(1);
    expect(
      await sql('SELECT 1 FROM sessions WHERE ended_at IS NULL AND user_id = $1 AND kind = $2', [id, 'console']),
    ).to.have.length(1);
    expect(decodeURIComponent(cookie)).not.to.contain(sessions[0]?.sid);
  });

  for (const [what, form] of Object.entries<Record<string, string>>({
    'a wrong password': { email: 'known@example.com', password: 'not this' },
    'an unknown email': { email: 'unknown@example.com', password: PASSWORD },
    'an empty form': {},
  })) {
    it(`answers ${what} with 401 and the form`, async () => {
      await aUser({ email: 'known@example.com' });
      const refused = await logIn(form);
      expect(refused.status).to.equal(401);
      expect(await refused.text())
        .to.contain('Email or password is wrong.')
        .and.contain('name="password"');
    });
  }

  it('never leads to another site', async () => {
    const { email } = await aUser();
    for (const next of [
      'https://evil.example',
      '//evil.example',
      '/admin/../../evil',
      '/admin\\evil',
      '/administrator',
    ]) {
      const done = await logIn({ email, password: PASSWORD, next });
      expect(done.headers.get('location'), next).to.match(/^\/admin(\/evil)?$/);
    }
  });

  it('takes the form from its own pages only', async () => {
    const { email } = await aUser();
    const form = { email, password: PASSWORD };
    expect((await logIn(form, { origin: 'https://evil.example' })).status).to.equal(403);
    expect((await logIn(form, { 'sec-fetch-site': 'cross-site' })).status).to.equal(403);
    expect((await logIn(form, { origin })).status).to.equal(302);
  });

  it('limits how often an address may try, until the minute is over', async () => {
    const attempt = () => logIn({ email: '', password: '' });
    expect((await attempt()).status).to.equal(401);
    await sql('UPDATE rate_limits SET points = $1', [LIMITS.login]);
    const limited = await attempt();
    expect(limited.status).to.equal(429);
    expect(Number(limited.headers.get('retry-after'))).to.be.within(1, 60);
    expect(await limited.text()).to.contain('name="password"');
    await sql('UPDATE rate_limits SET expire = expire - 60000');
    expect((await attempt()).status).to.equal(401);
  });

  it('is noted in the audit log, also when it is refused', async () => {
    const { id, email } = await aUser();
    await logIn({ email, password: PASSWORD });
    await logIn({ email, password: 'not this' });
    const entries = await sql(`SELECT action, outcome, via, entity_id FROM audit_entries ORDER BY id`);
    expect(entries).to.deep.equal([
      { action: 'auth.login', outcome: 'success', via: 'console', entity_id: id },
      { action: 'auth.login', outcome: 'refused', via: 'console', entity_id: id },
    ]);
  });
});

describe('A console session', () => {
  it('ends with the logout, which goes by POST only', async () => {
    const { console } = await consoleAs('user');
    expect((await console.get('/admin/logout')).status).to.equal(404);
    expect((await console.get('/admin')).status).to.equal(200);
    const out = await console.post('/admin/logout');
    expect(out.headers.get('location')).to.equal('/admin/login');
    expect((await console.get('/admin')).status).to.equal(302);
  });

  it('ends when its user is disabled', async () => {
    const { user, console } = await consoleAs('user');
    await sql('UPDATE users SET is_active = false WHERE id = $1', [user.id]);
    expect((await console.get('/admin')).status).to.equal(302);
    expect((await console.list('tasks')).status).to.equal(401);
  });

  it('takes on a new role at the next request', async () => {
    const { user, console } = await consoleAs('admin');
    expect((await console.list('audit')).body.records).to.be.an('array');
    await sql(`UPDATE users SET role = 'viewer' WHERE id = $1`, [user.id]);
    expect((await console.list('audit')).body.notice?.type).to.equal('error');
  });

  it('lets who must change the password do nothing else', async () => {
    const { user, console } = await consoleAs('admin');
    await sql('UPDATE users SET must_change_password = true WHERE id = $1', [user.id]);
    expect((await console.get('/admin')).headers.get('location')).to.equal('/admin/change-password');
    const refused = await console.list('tasks');
    expect([refused.status, refused.body.code]).to.deep.equal([403, 'PASSWORD_CHANGE_REQUIRED']);
  });
});
