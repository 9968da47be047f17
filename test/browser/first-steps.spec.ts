import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { type RunningSignalbox, runSignalbox } from '../support/running-signalbox.js';
import { runAwsEmulator } from './support/aws-emulator.js';
import { openBrowser, openPage, type WatchedPage } from './support/browser.js';

const OWN_PASSWORD = 'Points-Levers-Bells-4';

/** One newcomer's way through the console, in one browser: each step stands on the one before. */
describe('A newcomer in a browser', () => {
  let aws: Awaited<ReturnType<typeof runAwsEmulator>>;
  let signalbox: RunningSignalbox;
  let browser: Browser;
  let watched: WatchedPage;
  let page: Page;
  let key: string;

  before(async () => {
    aws = await runAwsEmulator();
    signalbox = await runSignalbox({ AWS_ENDPOINT_URL: aws.url });
    browser = await openBrowser();
    watched = await openPage(browser, signalbox.base);
    page = watched.page;
  });

  after(async () => {
    await browser?.close();
    await signalbox?.stop();
    aws?.stop();
  });

  it('is asked to log in, and keeps the page first asked for', async () => {
    await page.goto(`${signalbox.base}/admin/resources/events`);
    await page.fill('#email', 'admin@signalbox.local');
    await page.fill('#password', 'not this one');
    await page.click('button[type=submit]');
    expect(await page.textContent('[role=alert]')).to.equal('Email or password is wrong.');
    await page.fill('#password', signalbox.password);
    await page.click('button[type=submit]');
    await page.waitForURL('**/admin/change-password');
  });

  it('must choose a password of its own first', async () => {
    await page.fill('#current_password', signalbox.password);
    await page.fill('#new_password', OWN_PASSWORD);
    await page.fill('#repeated', OWN_PASSWORD);
    await page.click('button[type=submit]');
    await page.waitForURL('**/admin');
    await page.getByText('First steps').waitFor();
  });

  it('makes a key, which is shown once', async () => {
    await page.goto(`${signalbox.base}/admin/resources/api_keys/actions/new`);
    await page.fill('#name', 'browser');
    await page.getByText('events:write', { exact: true }).click();
    await page.click('[data-testid=button-save]');
    key = (await page.textContent('[data-testid=secret-value]')) ?? '';
    expect(key.trim()).to.match(/^sbx_/);
  });

  it('posts an event, which shows on the dashboard and in the list', async () => {
    const response = await fetch(`${signalbox.base}/api/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key.trim()}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        version: '0',
        id: 'browser-1',
        'detail-type': 'CloudWatch Alarm State Change',
        source: 'aws.cloudwatch',
        account: '123456789012',
        time: new Date().toISOString(),
        region: 'eu-west-1',
        resources: ['arn:aws:cloudwatch:eu-west-1:123456789012:alarm:disk-full'],
        detail: { alarmName: 'disk-full', state: { value: 'ALARM', reason: '</script><b>96 %</b>' } },
      }),
    });
    expect(response.status).to.equal(201);
    await page.goto(`${signalbox.base}/admin`);
    await page.getByText('ALARM: disk-full').first().waitFor();
    await page.goto(`${signalbox.base}/admin/resources/events`);
    await page.getByText('ALARM: disk-full').first().click();
    await page.getByText('arn:aws:cloudwatch:eu-west-1:123456789012:alarm:disk-full').first().waitFor();
  });

  it('acknowledges it and makes a task of it', async () => {
    await page.getByTestId('action-acknowledge').first().click();
    await page.getByText('The event is acknowledged.').waitFor();
    await page.getByTestId('action-createTask').first().click();
    await page.getByText('HIGH: CloudWatch Alarm State Change in cloudwatch').first().waitFor();
  });

  it('comments the task, closes it and opens it again', async () => {
    await page.getByTestId('comment-input').fill('Cleared the logs.');
    await page.getByTestId('comment-submit').click();
    await page.getByTestId('comments').getByText('Cleared the logs.').waitFor();
    await page.getByTestId('action-close').first().click();
    await page.getByText('The task is closed.').waitFor();
    await page.getByTestId('action-reopen').first().click();
    await page.getByText('The task is open again.').waitFor();
  });

  it('adds an AWS account and tests its connection', async () => {
    await page.goto(`${signalbox.base}/admin/resources/aws_accounts/actions/new`);
    await page.fill('#account_name', 'Emulated');
    await page.fill('#account_id', '123456789012');
    await page.fill('#region', 'eu-west-1');
    await page.fill('#access_key_id', 'AKIAIOSFODNN7EXAMPLE');
    await page.fill('#secret_access_key', 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY');
    await page.click('[data-testid=button-save]');
    await page.getByText('Emulated').first().click();
    await page.getByTestId('action-testConnection').first().click();
    await page.getByTestId('connection-test-run').click();
    const result = page.getByTestId('connection-test-result');
    await result.waitFor();
    expect(await result.getAttribute('data-success')).to.equal('true');
    expect(await result.textContent()).to.contain('arn:aws:sts::123456789012:');
  });

  it('logs out', async () => {
    await page.getByTestId('user-menu').click();
    await page.getByTestId('log-out').click();
    await page.waitForURL('**/admin/login');
    await page.goto(`${signalbox.base}/admin`);
    expect(page.url()).to.contain('/admin/login');
  });

  it('never left the machine, and no page complained', () => {
    expect(watched.outside).to.deep.equal([]);
    // A refused login is a 401, which Chromium counts as an error of the page.
    expect(watched.errors.filter((text) => !text.includes('401'))).to.deep.equal([]);
  });
});
