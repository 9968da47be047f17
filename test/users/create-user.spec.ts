import { expect } from 'chai';
import { api } from '../support/api.js';
import { audited, expectOneEntry } from '../support/audit.js';
import type { CreatedUserBody, LoginBody } from '../support/bodies.js';
import { expectError } from '../support/expect-error.js';
import { logLines } from '../support/log-lines.js';
import { aUser, type TestUser } from '../support/people.js';
import { sql } from '../support/world.js';

const INPUT = { email: 'Grace@Example.com', full_name: '  Grace Hopper ', role: 'manager' };
const STRONG = 'seven green bottles on the wall';

describe('POST /users', () => {
  let admin: TestUser;

  beforeEach(async () => {
    admin = await aUser({ role: 'admin' });
  });

  const create = (body: unknown) => api.as(admin).post<CreatedUserBody>('/users', body);
  const logIn = (password: string) => api.post<LoginBody>('/auth/login', { email: 'grace@example.com', password });

  it('makes a user with the password that is given', async () => {
    const { outcome, entries } = await audited(() => create({ ...INPUT, password: STRONG }));
    expect(outcome.status).to.equal(201);
    expect(outcome.body).to.include({ email: 'grace@example.com', full_name: 'Grace Hopper', role: 'manager' });
    expect(outcome.body).to.include({ is_active: true, must_change_password: false, responsible_province: null });
    expect(outcome.body).not.to.have.property('generated_password');
    const { id } = outcome.body;
    const after = { email: 'grace@example.com', role: 'manager', password_hash: '[redacted]' };
    expectOneEntry(entries, admin, { action: 'user.create', entity: 'user', entity_id: id, before: null, after });
    expect(JSON.stringify(entries) + logLines.all()).not.to.match(new RegExp(`${STRONG}|\\$2b\\$`));
    expect((await logIn(STRONG)).status).to.equal(200);
  });

  it('makes a password where none is given, shows it once and has it changed', async () => {
    const { outcome, entries } = await audited(() => create(INPUT));
    const { generated_password = '', must_change_password } = outcome.body;
    expect(generated_password).to.have.length.of.at.least(16);
    expect(must_change_password).to.equal(true);
    expect(JSON.stringify(entries) + logLines.all()).not.to.include(generated_password);
    const login = await logIn(generated_password);
    expect(login.status).to.equal(200);
    expect(login.body.user.must_change_password).to.equal(true);
  });

  it('takes an email once, in any case, until its user is deleted', async () => {
    const { id } = await aUser({ email: 'grace@example.com' });
    const { outcome, entries } = await audited(() => create(INPUT));
    expectError(outcome, 'EMAIL_TAKEN', ['email']);
    expect(entries).to.deep.equal([]);
    await api.as(admin).delete(`/users/${id}`);
    expect((await create(INPUT)).status).to.equal(201);
  });

  it('takes no email that no mail server takes', async () => {
    const longest = `${'a'.repeat(64)}@${'b'.repeat(63)}.example.com`;
    expect((await create({ ...INPUT, email: longest })).body.email).to.equal(longest);
    for (const email of [
      `a${longest}`,
      `a@${'b'.repeat(64)}.com`,
      'a@b-.com',
      'a@-b.com',
      'a@b',
      'a b@c.de',
      'ä@b.cd',
    ]) {
      expectError(await create({ ...INPUT, email }), 'VALIDATION_FAILED', { email: /^must be an email address$/ });
    }
  });

  it('makes one of two that come at once with the same email', async () => {
    const answers = await Promise.all([create({ ...INPUT, password: STRONG }), create({ ...INPUT, password: STRONG })]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 409]);
    expect(await sql('SELECT 1 FROM users WHERE email = $1', ['grace@example.com'])).to.have.length(1);
  });

  it('names each field that is wrong', async () => {
    expectError(await create({}), 'VALIDATION_FAILED', { email: /email/, full_name: /required/, role: /one of/ });
    expectError(
      await create({ email: 'no', full_name: ' ', role: 'king', password: 'short', is_admin: true }),
      'VALIDATION_FAILED',
      { email: /email/, full_name: /empty/, role: /one of admin/, password: /8/, is_admin: /not known/ },
    );
    expectError(await create({ ...INPUT, email: `${'a'.repeat(250)}@example.com` }), 'VALIDATION_FAILED', ['email']);
    expectError(await create({ ...INPUT, full_name: 'x'.repeat(201) }), 'VALIDATION_FAILED', ['full_name']);
    expectError(await create({ ...INPUT, password: 'password1' }), 'VALIDATION_FAILED', { password: /guess/ });
    expectError(await create({ ...INPUT, password: 'grace@example.com' }), 'VALIDATION_FAILED', { password: /email/ });
  });
});
