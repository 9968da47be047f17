import bcrypt from 'bcrypt';
import { expect } from 'chai';
import { api } from '../support/api.js';
import { audited } from '../support/audit.js';
import type { LoginBody, MeBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { expectError } from '../support/expect-error.js';
import { logLines } from '../support/log-lines.js';
import { hashesComparedIn } from '../support/password-hashes.js';
import { aUser, PASSWORD } from '../support/people.js';
import { sql } from '../support/world.js';

const logIn = (body: unknown) => api.post<LoginBody>('/auth/login', body);

describe('POST /auth/login', () => {
  it('hands out tokens that work, and the user', async () => {
    const user = await aUser({ role: 'manager' });
    clock.set('2026-03-01T10:00:00Z');
    const { status, body } = await logIn({ email: user.email, password: PASSWORD });
    expect(status).to.equal(200);
    expect(body).to.include({ token_type: 'Bearer', expires_in: 3600 });
    expect(body.user).to.include({ id: user.id, email: user.email, role: 'manager', last_login: clock.unix() });
    const me = await api.as({ token: body.access_token }).get<MeBody>('/auth/me');
    expect(me.body.id).to.equal(user.id);
  });

  it('takes the whole password, not its first 72 bytes', async () => {
    const user = await aUser();
    const longest = 'a password as long as bcrypt reads, which are seventy-two bytes, like so';
    await sql('UPDATE users SET password_hash = $2 WHERE id = $1', [user.id, await bcrypt.hash(longest, 4)]);
    expect((await logIn({ email: user.email, password: longest })).status).to.equal(200);
    expectError(await logIn({ email: user.email, password: `${longest}, and more` }), 'INVALID_CREDENTIALS');
  });

  it('takes the email in any case', async () => {
    const user = await aUser({ email: 'ada@example.com' });
    const { status, body } = await logIn({ email: 'ADA@Example.com', password: PASSWORD });
    expect(status).to.equal(200);
    expect(body.user.id).to.equal(user.id);
  });

  it('answers a wrong email, a wrong password, a disabled and a deleted user alike', async () => {
    const user = await aUser();
    const disabled = await aUser({ is_active: false });
    const deleted = await aUser();
    await sql('UPDATE users SET deleted_at = now() WHERE id = $1', [deleted.id]);
    const answers = [
      await logIn({ email: user.email, password: 'not the password' }),
      await logIn({ email: 'nobody@example.com', password: PASSWORD }),
      await logIn({ email: disabled.email, password: PASSWORD }),
      await logIn({ email: deleted.email, password: PASSWORD }),
    ];
    for (const answer of answers) {
      expectError(answer, 'INVALID_CREDENTIALS');
      expect({ ...answer.body, request_id: '' }).to.deep.equal({ ...answers[0]?.body, request_id: '' });
    }
  });

  it('hashes as much for a wrong email as for a wrong password, so that neither is quicker', async () => {
    const user = await aUser();
    for (const email of [user.email, 'nobody@example.com']) {
      const hashes = await hashesComparedIn(() => logIn({ email, password: 'not the password' }));
      expect(hashes, email).to.have.length(1);
      // Of the cost of a real one, and whole: bcrypt looks no further at a broken one.
      expect(hashes[0], email).to.match(/^\$2b\$12\$[./\dA-Za-z]{53}$/);
    }
  });

  it('notes success and failure in the audit log, never the password', async () => {
    const user = await aUser();
    const success = await audited(() => logIn({ email: user.email, password: PASSWORD }));
    expect(success.entries).to.have.length(1);
    expect(success.entries[0]).to.include({ action: 'auth.login', outcome: 'success', actor_id: user.id, via: 'api' });
    const failure = await audited(() => logIn({ email: user.email, password: 'my other password' }));
    expect(failure.entries).to.have.length(1);
    expect(failure.entries[0]).to.include({ action: 'auth.login', outcome: 'refused', entity_id: user.id });
    expect(JSON.stringify([success, failure].map(({ entries }) => entries)) + logLines.all()).not.to.match(
      new RegExp(`${PASSWORD}|my other password`),
    );
  });

  it('names what is missing or not known', async () => {
    expectError(await logIn({}), 'VALIDATION_FAILED', ['email', 'password']);
    expectError(await logIn({ email: 1, password: true, extra: 1 }), 'VALIDATION_FAILED', {
      email: /string/,
      password: /string/,
      extra: /not known/,
    });
  });

  it('lets somebody in who must change the password, and says so', async () => {
    const user = await aUser({ must_change_password: true });
    const { status, body } = await logIn({ email: user.email, password: PASSWORD });
    expect(status).to.equal(200);
    expect(body.user.must_change_password).to.equal(true);
    expectError(await api.as({ token: body.access_token }).get('/tasks'), 'PASSWORD_CHANGE_REQUIRED');
  });
});
