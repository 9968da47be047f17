import { gzipSync } from 'node:zlib';

/** Whom the attacks are made as. */
export interface Attackers {
  base: string;
  /** Differs from run to run. */
  run: string;
  user: { id: string; email: string; password: string };
  apiKey: string;
}

type Tally = (status: number) => void;

export interface Attack {
  name: string;
  send: (who: Attackers, tally: Tally) => Promise<unknown>;
}

const MIB = 1024 * 1024;

interface Sent {
  body: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
  times?: number;
}

/** The same request so many times at once. */
async function post(url: string, { body, headers = {}, times = 1 }: Sent, tally: Tally): Promise<void> {
  const one = async () => {
    const all = { 'content-type': 'application/json', ...headers };
    const answer = await fetch(url, { method: 'POST', body, headers: all, redirect: 'manual' });
    await answer.arrayBuffer();
    tally(answer.status);
  };
  await Promise.all(Array.from({ length: times }, one));
}

const zipped = (text: string): Sent => ({
  body: new Uint8Array(gzipSync(text)),
  headers: { 'content-encoding': 'gzip' },
});

const zeros = (bytes: number): string => `[${'0,'.repeat(bytes / 2 - 2)}0]`;
const lists = (bytes: number): string => `[${'[],'.repeat(bytes / 3)}[]]`;
const names = (count: number): string => `{${Array.from({ length: count }, (_, at) => `"${at.toString(36)}":0`)}}`;

const toLogin = (name: string, sent: Sent): Attack => ({
  name,
  send: ({ base }, tally) => post(`${base}/api/auth/login`, { ...sent, times: 10 }, tally),
});

const toIngest = (name: string, make: (run: string) => Sent): Attack => ({
  name,
  send: ({ base, apiKey, run }, tally) => {
    const { body, headers } = make(run);
    return post(`${base}/api/events`, { body, headers: { ...headers, 'x-api-key': apiKey } }, tally);
  },
});

const eventOf = (id: string, fields: object = {}) => ({
  id,
  'detail-type': 'Attack',
  source: 'attack',
  account: '111122223333',
  time: new Date(Date.now() - 60_000).toISOString(),
  region: 'eu-west-1',
  resources: [],
  detail: {},
  ...fields,
});

/** An event whose detail is this list. */
const withList = (run: string, list: string): string =>
  JSON.stringify(eventOf(`${run}-list`, { detail: { list: 'HERE' } })).replace('"HERE"', list);

const thousand = (run: string, fields: (at: number) => object): string =>
  JSON.stringify(Array.from({ length: 1000 }, (_, at) => eventOf(`${run}-${at}`, fields(at))));

/** Nested as real ones are: a value in every twenty-five bytes. */
const realDetail = Object.fromEntries(
  Array.from({ length: 20 }, (_, at) => [
    `configuration${at}`,
    {
      threshold: at,
      metrics: [{ id: `m${at}`, metricStat: { period: 60, stat: 'Average', unit: 'a text of "some" length' } }],
    },
  ]),
);

const logins = (addresses: number, each: number): Attack => ({
  name: `${addresses * each} logins with a wrong password from ${addresses} address(es)`,
  send: ({ base, user, run }, tally) =>
    Promise.all(
      Array.from({ length: addresses }, (_, at) => {
        const octet = Number.parseInt(run.slice(-2), 36) % 250;
        const headers = { 'x-forwarded-for': `198.51.${octet}.${at + each}` };
        return post(
          `${base}/api/auth/login`,
          { body: JSON.stringify({ email: user.email, password: 'wrong' }), headers, times: each },
          tally,
        );
      }),
    ),
});

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

const manySources: Attack = {
  name: '100,000 sources of one key',
  send: async ({ base, apiKey, run }, tally) => {
    for (let batch = 0; batch < 100; batch++) {
      const body = thousand(`${run}-s${batch}`, (at) => ({ source: `source-${run}-${batch}-${at}` }));
      await post(`${base}/api/events`, { body, headers: { 'x-api-key': apiKey } }, tally);
    }
  },
};

const tenViewers: Attack = {
  name: 'ten viewers of the overview after that',
  send: async ({ base, user }, tally) => {
    const login = await fetch(`${base}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: user.email, password: user.password }),
    });
    const { access_token } = (await login.json()) as { access_token: string };
    const headers = { authorization: `Bearer ${access_token}` };
    const one = async () => {
      const answer = await fetch(`${base}/api/dashboard/overview`, { headers });
      await answer.arrayBuffer();
      tally(answer.status);
    };
    await Promise.all(Array.from({ length: 10 }, one));
  },
};

export const attacks: Attack[] = [
  toLogin('login: 1 MiB of [0,0,...], compressed', zipped(zeros(MIB))),
  toLogin('login: 1 MiB of [0,0,...]', { body: zeros(MIB) }),
  toIngest('ingest: an event with 4.9 MiB of [0,0,...], compressed', (run) => zipped(withList(run, zeros(4.9 * MIB)))),
  toIngest('ingest: an event with 4.8 MiB of [0,0,...]', (run) => ({ body: withList(run, zeros(4.8 * MIB)) })),
  toIngest('ingest: 4.6 MiB of [[],...]', () => ({ body: lists(4.6 * MIB) })),
  toIngest('ingest: 200,000 names in one object', () => ({ body: names(200_000) })),
  toIngest('ingest: a thousand events, 4.8 MiB of text', (run) => ({
    body: thousand(`${run}-t`, () => ({ detail: { text: 'x'.repeat(4700) } })),
  })),
  toIngest('ingest: a thousand events as nested as real ones', (run) => ({
    body: thousand(`${run}-r`, () => ({ detail: realDetail })),
  })),
  toIngest('ingest: a thousand events with a NUL', (run) => ({
    body: thousand(`${run}-n`, () => ({ detail: { ...realDetail, nul: '\u0000' } })),
  })),
  toIngest('ingest: 250,000 values among blanks, 5 MiB', () => ({
    body: `{"events":[${`${' '.repeat(18)}1,`.repeat(248_000)}1]}`,
  })),
  form('title.30000000=x'),
  form('title.0x2dc6c0=x'),
  form('{"title":{"3000000":"x"}}', 'application/json'),
  form(parts('; filename="x"'), PARTS),
  form(parts(''), PARTS),
  logins(1, 60),
  logins(6, 50),
  manySources,
  tenViewers,
];
