import { expect } from 'chai';
import { consoleAs } from '../support/console.js';
import { aUser } from '../support/people.js';
import { sql } from '../support/world.js';

const SECRETS = /password_hash|\$2b\$|version_hash/;

describe('Users in the console', () => {
  it('are made with a password that is shown once', async () => {
    const { console } = await consoleAs('admin');
    const made = await console.create('users', { email: 'New@Example.com', full_name: 'New One', role: 'user' });
    expect(made.body.secret?.value).to.have.length(23);
    expect(made.body.record?.params).to.include({ email: 'new@example.com', must_change_password: true });
    const { secret, ...rest } = made.body;
    expect(JSON.stringify(rest)).not.to.contain(secret?.value).and.not.match(SECRETS);
  });

  it('never show a password that was typed', async () => {
    const { console } = await consoleAs('admin');
    const password = 'Points-Levers-Bells-4';
    const fields = { email: 'typed@example.com', full_name: 'Typed', role: 'user', password };
    const made = await console.create('users', fields);
    expect(made.text).not.to.contain(password);
    const weak = await console.create('users', { ...fields, email: 'weak@example.com', password: 'password1' });
    expect(weak.body.record?.errors).to.have.property('password');
    expect(weak.text).not.to.contain('password1');
  });

  it('show an email that is taken under the field', async () => {
    const { console } = await consoleAs('admin');
    const { email } = await aUser();
    const { body } = await console.create('users', { email, full_name: 'Twin', role: 'user' });
    expect(body.record?.errors.email?.message).to.equal('is in use');
  });

  it('are changed, and lose their sessions with their role', async () => {
    const { console } = await consoleAs('admin');
    const { id } = await aUser();
    const { body } = await console.act('users', id, 'edit', { role: 'viewer', version: '1' });
    expect(body.record?.params.role).to.equal('viewer');
    expect(await sql('SELECT 1 FROM sessions WHERE user_id = $1 AND ended_at IS NULL', [id])).to.deep.equal([]);
  });

  it('cannot raise themselves', async () => {
    const { user, console } = await consoleAs('manager');
    const denied = await console.act('users', user.id, 'edit', { role: 'admin', version: '1' });
    expect(denied.body.notice?.type).to.equal('error');
    expect(await sql('SELECT role FROM users')).to.deep.equal([{ role: 'manager' }]);
    const [entry] = await sql('SELECT action, via, outcome, actor_id FROM audit_entries');
    expect(entry).to.deep.equal({ action: 'user.update', via: 'console', outcome: 'denied', actor_id: user.id });
  });

  it('get a new password, which is shown once', async () => {
    const { console } = await consoleAs('admin');
    const { id } = await aUser();
    const { body } = await console.act('users', id, 'resetPassword');
    expect(body.secret?.value).to.have.length(23);
    expect(body.record?.params.must_change_password).to.equal(true);
  });

  it('are deleted, but never by themselves', async () => {
    const { user, console } = await consoleAs('admin');
    const { id } = await aUser();
    expect((await console.act('users', id, 'delete')).body.notice?.type).to.equal('success');
    const own = await console.act('users', user.id, 'delete');
    expect(own.body.notice).to.deep.include({ type: 'error', message: 'You cannot delete yourself.' });
  });

  it('give no secret away by filter, sort or search', async () => {
    const { console } = await consoleAs('admin');
    const all = await console.list('users');
    const filtered = await console.list('users', 'filters.password_hash=%242b');
    expect([filtered.status, filtered.body.code]).to.deep.equal([422, 'VALIDATION_FAILED']);
    expect((await console.list('users', 'sortBy=password_hash')).body.notice?.type).to.equal('error');
    expect(all.text).not.to.match(SECRETS);
    const page = await console.get('/admin');
    expect(page.text).not.to.match(SECRETS);
  });

  it('are found for a picker by a part of their name', async () => {
    const { console } = await consoleAs('manager');
    await aUser({ full_name: 'Ada Lovelace' });
    const { body } = await console.get('/admin/api/resources/users/actions/search/love');
    expect(body.records?.map(({ params }) => params.full_name)).to.deep.equal(['Ada Lovelace']);
  });
});
