import { expect } from 'chai';
import { origin, proxy } from '../support/world.js';

/** As browsers ask for a page. */
const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

const get = (path: string, headers: Record<string, string> = BROWSER) =>
  fetch(`${origin}${path}`, { headers, redirect: 'manual' });

describe('An error that somebody meets in a browser', () => {
  it('is a page, where there is no page by that address', async () => {
    const answer = await get('/nothing/here');
    expect(answer.status).to.equal(404);
    expect(answer.headers.get('content-type')).to.match(/^text\/html/);
    expect(answer.headers.get('vary')).to.match(/Accept(,|$)/);
    const page = await answer.text();
    expect(page).to.contain('<h1>Not Found</h1>').and.contain('There is nothing here by that id or path.');
    expect(page).to.contain(answer.headers.get('x-request-id'));
  });

  it('is a page while the database is away, with when to come again', async () => {
    await proxy.cut();
    const body = new URLSearchParams({ email: 'a@example.com', password: 'a password' });
    const headers = { ...BROWSER, origin, 'sec-fetch-site': 'same-origin' };
    const login = await fetch(`${origin}/admin/login`, { method: 'POST', headers, body });
    expect([login.status, login.headers.get('retry-after')]).to.deep.equal([503, '2']);
    expect(await login.text())
      .to.contain('<h1>Service Unavailable</h1>')
      .and.contain('The database is away.');
  });

  it('is JSON for programs, and below the API for everybody', async () => {
    for (const [path, headers] of [
      ['/nothing/here', { accept: '*/*' }],
      ['/nothing/here', { accept: 'application/json, text/plain, */*' }],
      ['/api/nothing', BROWSER],
      ['/api/tasks', BROWSER],
    ] as const) {
      const { headers: told } = await get(path, { ...headers });
      expect(told.get('content-type'), path).to.match(/^application\/json/);
    }
  });
});
