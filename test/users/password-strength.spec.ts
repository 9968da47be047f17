import { expect } from 'chai';
import { ConfigError } from '../../src/config.js';
import { makeFirstAdministrator } from '../../src/services/users/first-administrator.js';
import { scorePassword } from '../../src/services/users/score-password.js';
import { api } from '../support/api.js';
import { expectError } from '../support/expect-error.js';
import { withOwnDeps } from '../support/own-database.js';
import { aUser, PASSWORD } from '../support/people.js';

const OURS = ['signalbox', 'Signalbox1', 'signalbox2026', '5ignalb0x'];

describe('A password', () => {
  it('is not the name of Signalbox with something to it, whoever sets it', async () => {
    const [admin, user] = [await aUser({ role: 'admin' }), await aUser()];
    for (const password of OURS) {
      const fields = { email: 'new@example.com', full_name: 'New One', role: 'user', password };
      const change = { current_password: PASSWORD, new_password: password };
      expectError(await api.as(admin).post('/users', fields), 'VALIDATION_FAILED', { password: /guess/ });
      expectError(await api.as(admin).put(`/users/${user.id}`, { password }), 'VALIDATION_FAILED', {
        password: /guess/,
      });
      expectError(await api.as(user).post('/auth/change-password', change), 'VALIDATION_FAILED', {
        new_password: /guess/,
      });
    }
  });

  it('of the first administrator is no other: the start stops with the variable’s name', async () => {
    await withOwnDeps(async (deps) => {
      const startWith = (settings: { ADMIN_EMAIL?: string; ADMIN_PASSWORD: string }) =>
        makeFirstAdministrator({ ...deps, config: { ...deps.config, ...settings } }).then(
          () => null,
          (error: unknown) => error,
        );
      for (const password of [...OURS, 'password1', 'administrator', 'x'.repeat(73), deps.config.ADMIN_EMAIL]) {
        const error = await startWith({ ADMIN_PASSWORD: password });
        expect(error, password).to.be.instanceOf(ConfigError);
        expect((error as ConfigError).problems, password).to.have.length(1);
        expect((error as ConfigError).problems[0])
          .to.match(/^ADMIN_PASSWORD: \S/)
          .and.not.include(password);
      }
      const error = await startWith({ ADMIN_EMAIL: `${'a'.repeat(250)}@example.com`, ADMIN_PASSWORD: PASSWORD });
      expect((error as ConfigError).problems[0]).to.match(/^ADMIN_EMAIL: \S/);
      expect(await startWith({ ADMIN_PASSWORD: PASSWORD })).to.equal(null);
    });
  });

  it('is scored beside everything else, however long that takes', async () => {
    await scorePassword('the word lists are there now', []);
    const scored = scorePassword('p4$$w0rd!1|7'.repeat(6), ['signalbox']);
    let turns = 0;
    let isScored = false;
    const turn = () => {
      turns += 1;
      if (!isScored) setImmediate(turn);
    };
    setImmediate(turn);
    expect((await scored).score).to.be.within(0, 4);
    isScored = true;
    // Had it been scored between two turns of the event loop, nothing else would have had one.
    expect(turns).to.be.greaterThan(0);
  });

  it('is scored after a scorer that broke, too', async () => {
    const broken = await scorePassword(undefined as unknown as string, []).catch((error: unknown) => error);
    expect(broken).to.be.instanceOf(Error);
    expect((await scorePassword('password', [])).score).to.equal(0);
  });
});
