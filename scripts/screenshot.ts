// Makes the README's picture of a running instance: BASE, EMAIL and PASSWORD say of which, CHROMIUM by what.
import path from 'node:path';
import { chromium } from 'playwright-core';

const { BASE: base = 'http://127.0.0.1:3000', EMAIL: email = '', PASSWORD: password = '' } = process.env;
const file = path.resolve(import.meta.dirname, '../../docs/images/dashboard.png');

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking'],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.goto(`${base}/admin/login`);
await page.fill('#email', email);
await page.fill('#password', password);
await page.click('button[type=submit]');
await page.getByTestId('dashboard').waitFor();
await page.waitForLoadState('networkidle');
await page.screenshot({ path: file });
await browser.close();
console.log(`Wrote ${file}`);
