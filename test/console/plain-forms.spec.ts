import { expect } from 'chai';
import { consoleAs, stranger } from '../support/console.js';
import { origin } from '../support/world.js';

const HOSTILE = `"><script>alert('x')</script>&`;

describe('The pages with one form', () => {
  it('show what was typed as text', async () => {
    const body = new URLSearchParams({ email: HOSTILE, password: 'x', next: `/admin/${HOSTILE}` });
    const page = await (await fetch(`${origin}/admin/login`, { method: 'POST', body })).text();
    expect(page).to.contain('value="&#34;&#62;&#60;script&#62;alert(&#39;x&#39;)&#60;/script&#62;&#38;"');
    expect(page).not.to.contain('<script');
    expect((await stranger.get(`/admin/login?next=/admin/${encodeURIComponent(HOSTILE)}`)).text).not.to.contain(
      '<script',
    );
  });

  it('hide passwords, and leave pasting and filling in to the browser', async () => {
    const { console } = await consoleAs('viewer');
    const fields = {
      '/admin/login': ['current-password'],
      '/admin/change-password': ['current-password', 'new-password', 'new-password'],
    };
    for (const [path, expected] of Object.entries(fields)) {
      const { text } = await (path === '/admin/login' ? stranger : console).get(path);
      const passwords = text.match(/<input[^>]*type="password"[^>]*>/g) ?? [];
      const filledBy = passwords.map((input) => /autocomplete="([^"]*)"/.exec(input)?.[1]);
      expect(filledBy, path).to.deep.equal(expected);
      expect(text, path).not.to.match(/<script|\son\w+=/);
    }
  });
});
