import { expect } from 'chai';
import { createDatabase } from '../support/database-server.js';
import { reseal } from '../support/reseal-command.js';
import { RunningProcess } from '../support/running-process.js';

const ADMIN = { ADMIN_EMAIL: 'root@example.com', ADMIN_PASSWORD: 'seven green bottles on the wall' };
const WEBHOOK = 'https://hooks.slack.com/services/T000/B000/verysecretpart';

const secretsOf = (name: string) => ({
  JWT_SECRET: `${name} secret for access tokens which is long enough`,
  SESSION_SECRET: `${name} secret for console sessions which is long enough`,
  SECRETS_KEY: `${name} secret for sealed AWS keys which is long enough`,
});
const [OLD, NEW] = [secretsOf('the old'), secretsOf('the new')];
const BOTH = {
  ...NEW,
  JWT_SECRETS_OLD: OLD.JWT_SECRET,
  SESSION_SECRETS_OLD: OLD.SESSION_SECRET,
  SECRETS_KEYS_OLD: OLD.SECRETS_KEY,
};

const WARNING = /"level":"warn".*"count":1.*neither SECRETS_KEY nor SECRETS_KEYS_OLD opens/;

/** A process on the database, with what somebody brings along who logged in before. */
class Running {
  private readonly process: RunningProcess;

  constructor(env: Record<string, string>) {
    this.process = new RunningProcess({ ...ADMIN, ...env, LOG_LEVEL: 'warn' });
  }

  logIn = (door: string, type: string, body: string) =>
    this.fetch(door, { method: 'POST', headers: { 'content-type': type }, body });

  /** What the API knows of the webhook, who asks it with this token, and where the console sends who has the cookie. */
  async seen({ token, cookie }: { token: string; cookie: string }) {
    const settings = await this.fetch('/api/config/monitoring', { headers: { authorization: `Bearer ${token}` } });
    const { global_settings } = (await settings.json()) as { global_settings?: { alert_slack_webhook: string } };
    const page = await this.fetch('/admin', { headers: { cookie } });
    return { api: settings.status, webhook: global_settings?.alert_slack_webhook, console: page.status };
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${await this.process.origin()}${path}`, { ...init, redirect: 'manual' });
  }

  /** Its log, once it has ended. */
  async ended(): Promise<string> {
    await this.process.stop();
    const { output } = this.process;
    await this.process.remove();
    return output;
  }
}

/** Somebody who logs in at both doors and stores a webhook. */
async function newcomer(running: Running): Promise<{ token: string; cookie: string }> {
  const [email, password] = [ADMIN.ADMIN_EMAIL, ADMIN.ADMIN_PASSWORD];
  const api = await running.logIn('/api/auth/login', 'application/json', JSON.stringify({ email, password }));
  const { access_token: token } = (await api.json()) as { access_token: string };
  const form = new URLSearchParams({ email, password }).toString();
  const login = await running.logIn('/admin/login', 'application/x-www-form-urlencoded', form);
  const cookie = login.headers.getSetCookie().map((set) => set.split(';')[0]);
  await running.fetch('/api/config/monitoring', {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ global_settings: { alert_slack_webhook: WEBHOOK } }),
  });
  return { token, cookie: cookie.join('; ') };
}

describe('The process with other secrets than before', function () {
  this.timeout(120_000);

  it('goes on with the old ones beside the new, and needs them no more once everything is sealed anew', async () => {
    const DATABASE_URL = await createDatabase('migrated');
    const before = new Running({ DATABASE_URL, ...OLD });
    const visitor = await newcomer(before);
    expect(await before.seen(visitor)).to.deep.equal({ api: 200, webhook: '••••part', console: 200 });
    expect(await before.ended()).not.to.match(WARNING);

    const alone = new Running({ DATABASE_URL, ...NEW, JWT_SECRETS_OLD: OLD.JWT_SECRET });
    expect(await alone.seen(visitor)).to.deep.equal({ api: 200, webhook: '••••', console: 302 });
    expect(await alone.ended()).to.match(WARNING);

    const both = new Running({ DATABASE_URL, ...BOTH });
    expect(await both.seen(visitor)).to.deep.equal({ api: 200, webhook: '••••part', console: 200 });
    const { exit, output } = await reseal({ DATABASE_URL, ...BOTH });
    expect({ exit, output })
      .to.deep.include({ exit: 0 })
      .and.have.property('output')
      .match(/SECRETS_KEY: 1/);
    expect(await both.seen(visitor)).to.include({ webhook: '••••part' });
    expect(await both.ended()).not.to.match(WARNING);

    const after = new Running({ DATABASE_URL, ...NEW, JWT_SECRETS_OLD: OLD.JWT_SECRET });
    expect(await after.seen(visitor)).to.deep.equal({ api: 200, webhook: '••••part', console: 302 });
    expect(await after.ended()).not.to.match(WARNING);
  });
});
