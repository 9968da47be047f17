import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { type RunningSignalbox, runSignalbox } from '../support/running-signalbox.js';
import { openBrowser, openPage } from './support/browser.js';

const ADMIN = { ADMIN_EMAIL: 'root@example.com', ADMIN_PASSWORD: 'seven green bottles on the wall' };
const WEBHOOK = 'https://hooks.slack.com/services/T000/B000/part';
const ACCOUNT = {
  account_id: '123456789012',
  account_name: 'Sealed before',
  region: 'eu-west-1',
  access_key_id: 'AKIAIOSFODNN7EXAMPLE',
  secret_access_key: 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY',
};
const SETTINGS = '/admin/resources/monitoring_settings/records/00000000-0000-7000-8000-000000000001';

/** Keeps secrets under one key, and goes on with another. */
async function runWithLostKey(dataDir: string): Promise<RunningSignalbox & { account: string }> {
  const before = await runSignalbox({ ...ADMIN, DATA_DIR: dataDir, SECRETS_KEY: 'the key that is going to be lost' });
  const send = async <Body>(method: string, where: string, body: object, headers = {}): Promise<Body> => {
    const response = await fetch(`${before.base}/api${where}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Body;
  };
  const login = { email: ADMIN.ADMIN_EMAIL, password: ADMIN.ADMIN_PASSWORD };
  const { access_token } = await send<{ access_token: string }>('POST', '/auth/login', login);
  const as = { authorization: `Bearer ${access_token}` };
  await send('PUT', '/config/monitoring', { global_settings: { alert_slack_webhook: WEBHOOK } }, as);
  const { id: account } = await send<{ id: string }>('POST', '/config/aws-accounts', ACCOUNT, as);
  await before.stop();
  const after = await runSignalbox({ ...ADMIN, DATA_DIR: dataDir, SECRETS_KEY: 'the key that came in place of it' });
  return { ...after, account };
}

describe('Secrets that cannot be opened, in a browser', () => {
  let dataDir: string;
  let signalbox: Awaited<ReturnType<typeof runWithLostKey>>;
  let browser: Browser;
  let page: Page;

  before(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'signalbox-browser-key-'));
    // As root, the database runs as another user, who must get to its folder.
    await chmod(dataDir, 0o755);
    signalbox = await runWithLostKey(dataDir);
    browser = await openBrowser();
    ({ page } = await openPage(browser, signalbox.base));
    await page.goto(`${signalbox.base}/admin/login`);
    await page.fill('#email', ADMIN.ADMIN_EMAIL);
    await page.fill('#password', ADMIN.ADMIN_PASSWORD);
    await page.click('button[type=submit]');
    await page.waitForURL('**/admin');
  });

  after(async () => {
    await browser?.close();
    await signalbox?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('the monitoring page says of the webhook why, and what to do', async () => {
    await page.goto(`${signalbox.base}${SETTINGS}/show`);
    const told = await page.getByTestId('webhook-unreadable').textContent();
    expect(told).to.match(/cannot be opened.*SECRETS_KEY.*again.*SECRETS_KEYS_OLD/);
  });

  it('says so no more once it is typed again', async () => {
    await page.goto(`${signalbox.base}${SETTINGS}/edit`);
    await page.getByTestId('webhook-unreadable').waitFor();
    await page.getByLabel('Slack webhook').fill(WEBHOOK);
    await page.click('[data-testid=button-save]');
    await page.getByTestId('monitoring-show').getByText('webhook ••••part').waitFor();
    expect(await page.getByTestId('webhook-unreadable').count()).to.equal(0);
  });

  it('a connection test says of an account’s secret key why, and what to do', async () => {
    await page.goto(`${signalbox.base}/admin/resources/aws_accounts/records/${signalbox.account}/testConnection`);
    await page.getByTestId('connection-test-run').click();
    const result = page.getByTestId('connection-test-result');
    await result.waitFor();
    expect(await result.textContent()).to.match(/cannot be opened.*again.*SECRETS_KEYS_OLD.*SECRET_UNREADABLE/);
  });
});
