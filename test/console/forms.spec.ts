import { expect } from 'chai';
import { type ConsoleClient, consoleAs } from '../support/console.js';
import { aStoredEvent } from '../support/records.js';
import { sql } from '../support/world.js';

const URLENCODED = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';
const BOUNDARY = 'between-the-parts-of-a-form';
const PARTS = `multipart/form-data; boundary=${BOUNDARY}`;

const NEW_TASK = '/admin/api/resources/tasks/actions/new';
const NEW_KEY = '/admin/api/resources/api_keys/actions/new';

const part = (head: string, value = ''): string =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n--${BOUNDARY}--\r\n`;

const refusal = async (console: ConsoleClient, path: string, body: string, type = URLENCODED) => {
  const { status, body: answer } = await console.raw(path, body, type);
  return [status, answer.code];
};

describe('The form of an action', () => {
  for (const step of ['30000000', '4294967294', '1e6', '0xf4240', '100', '0', '-1', '', 'x', '__proto__', '0.0']) {
    it(`has no field with a step into what is one value: title.${step}`, async () => {
      const { console } = await consoleAs('admin');
      expect(await refusal(console, NEW_TASK, `title.${step}=x`)).to.deep.equal([422, 'VALIDATION_FAILED']);
      const inParts = part(`name="title.${step}"`, 'x');
      expect(await refusal(console, NEW_TASK, inParts, PARTS)).to.deep.equal([422, 'VALIDATION_FAILED']);
      expect(await sql('SELECT 1 FROM tasks')).to.deep.equal([]);
    });
  }

  for (const value of ['{"1000000":"x"}', '{"a":{"b":1}}', '["x"]']) {
    it(`has no field that is nested: ${value}`, async () => {
      const { console } = await consoleAs('admin');
      const refused = await refusal(console, NEW_TASK, `{"title":${value}}`, JSON_TYPE);
      expect(refused).to.deep.equal([422, 'VALIDATION_FAILED']);
    });
  }

  for (const name of ['scopes.1000000', 'scopes.100', 'scopes.0x10', 'scopes.a', 'scopes.0.0', 'scopes', 'accounts']) {
    it(`has lists, of values in their places: not ${name}`, async () => {
      const { console } = await consoleAs('admin');
      expect(await refusal(console, NEW_KEY, `name=k&${name}=x`)).to.deep.equal([422, 'VALIDATION_FAILED']);
    });
  }

  it('has no more items in a list than there are places', async () => {
    const { console } = await consoleAs('admin');
    const scopes = JSON.stringify(Array.from({ length: 101 }, () => 'events:read'));
    expect(await refusal(console, NEW_KEY, `{"name":"k","scopes":${scopes}}`, JSON_TYPE)).to.deep.equal([
      422,
      'VALIDATION_FAILED',
    ]);
  });

  it('takes what it has, in whatever a form comes as', async () => {
    const { console } = await consoleAs('admin');
    for (const [body, type] of [
      ['title=by+hand&description=a%26b', URLENCODED],
      ['{"title":"by a script","description":"a&b"}', JSON_TYPE],
      [part('name="title"', 'in parts').replace(`--${BOUNDARY}--\r\n`, part('name="description"', 'a&b')), PARTS],
    ] as const) {
      expect((await console.raw(NEW_TASK, body, type)).body.notice?.type, type).to.equal('success');
    }
    const tasks = await sql<{ title: string }>(`SELECT title FROM tasks WHERE description = 'a&b' ORDER BY id`);
    expect(tasks.map(({ title }) => title)).to.deep.equal(['by hand', 'by a script', 'in parts']);
  });

  it('takes a long text of many lines', async () => {
    const { console } = await consoleAs('admin');
    const description = 'a, b & c\n'.repeat(400);
    expect((await console.create('tasks', { title: 'Lines', description })).body.notice?.type).to.equal('success');
  });

  it('is sent with a whole record, however long that is: the rest is left alone', async () => {
    const { console } = await consoleAs('admin');
    // As many comments as a task can have, with six fields each.
    const others = Array.from({ length: 1800 }, (_, at) => [`comments.${Math.floor(at / 6)}.field${at % 6}`, 'x']);
    const hostile = { [`a${'.a'.repeat(200)}`]: 'x', 'constructor.prototype.y': 'x', '__proto__.x': 'x' };
    const { body } = await console.create('tasks', { ...Object.fromEntries(others), ...hostile, title: 'Its own' });
    expect(body.notice?.type).to.equal('success');
    expect(Object.keys(body.record?.params ?? {})).not.to.include('comments.0.field0');
  });

  it('is refused when it is broken, large, compressed, a file, or no form at all', async () => {
    const { console } = await consoleAs('admin');
    const many = 'a=&'.repeat(4001);
    expect(await refusal(console, NEW_TASK, 'x', 'multipart/form-data')).to.deep.equal([400, 'MALFORMED_REQUEST']);
    expect(await refusal(console, NEW_TASK, 'x', PARTS)).to.deep.equal([400, 'MALFORMED_REQUEST']);
    expect(await refusal(console, NEW_TASK, '{', JSON_TYPE)).to.deep.equal([400, 'INVALID_JSON']);
    for (const text of ['[]', '7', 'null']) {
      expect(await refusal(console, NEW_TASK, text, JSON_TYPE)).to.deep.equal([422, 'VALIDATION_FAILED']);
    }
    expect(await refusal(console, NEW_TASK, many)).to.deep.equal([422, 'VALIDATION_FAILED']);
    expect(await refusal(console, NEW_TASK, `title=${'x'.repeat(1024 * 1024)}`)).to.deep.equal([413, 'BODY_TOO_LARGE']);
    expect(await refusal(console, NEW_TASK, 'x', 'application/octet-stream')).to.deep.equal([
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ]);
    for (const head of ['name="title"; filename="f.txt"', 'FileName=f; name="unknown"', `name="${'x'.repeat(2000)}"`]) {
      const [status] = await refusal(console, NEW_TASK, part(head, 'file'), PARTS);
      expect(status, head.slice(0, 40)).to.be.oneOf([400, 422]);
    }
    const lines = part('name="title"\r\nContent-Type: text/plain\r\nX-More: 1', 'x');
    expect(await refusal(console, NEW_TASK, lines, PARTS)).to.deep.equal([400, 'MALFORMED_REQUEST']);
    const parts = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n`.repeat(4001);
    expect(await refusal(console, NEW_TASK, `${parts}--${BOUNDARY}--\r\n`, PARTS)).to.deep.equal([
      422,
      'VALIDATION_FAILED',
    ]);
    const squeezed = await console.raw(NEW_TASK, 'x', URLENCODED, { 'content-encoding': 'gzip' });
    expect([squeezed.status, squeezed.body.code]).to.deep.equal([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  it('is not read of who may not send it', async () => {
    const { console } = await consoleAs('viewer');
    const { status, body } = await console.raw(NEW_TASK, '{', JSON_TYPE);
    expect([status, body.notice?.type]).to.deep.equal([200, 'error']);
    expect(await sql('SELECT outcome FROM audit_entries WHERE action = $1', ['task.create'])).to.deep.equal([
      { outcome: 'denied' },
    ]);
  });
});

describe('The query of a list', () => {
  const list = '/admin/api/resources/tasks/actions/list';

  it('gets pages of a hundred at most, and is told so', async () => {
    const { console } = await consoleAs('viewer');
    for (const [asked, given] of [
      ['50', 50],
      ['500', 100],
      ['NaN', 100],
    ] as const) {
      const { body } = await console.get(`${list}?perPage=${asked}`);
      expect((body as { meta?: { perPage: number } }).meta?.perPage, asked).to.equal(given);
    }
  });

  for (const query of [
    'filters.title.30000000=x',
    'filters.title.1e6=x',
    'filters.constructor=x',
    'filters.__proto__.x=1',
    'filters.password_hash=x',
    'filters.=x',
    `filters${'.a'.repeat(2000)}=1`,
    Array.from({ length: 900 }, (_, at) => `filters.a${at}.b=`).join('&'),
  ]) {
    it(`knows no other filter than its own: ${query.slice(0, 40)}`, async () => {
      const { console } = await consoleAs('viewer');
      const { status, body } = await console.get(`${list}?${query}`);
      expect([status, body.code]).to.deep.equal([422, 'VALIDATION_FAILED']);
    });
  }

  it('may hold what is the page’s own, and that is not looked at', async () => {
    const { console } = await consoleAs('viewer');
    for (const query of ['refresh=true', 'title.30000000=x', 'constructor=x', 'tab=a&a.b.c=d', 'page.100000000=x']) {
      expect((await console.get(`${list}?${query}`)).body.meta?.total, query).to.equal(0);
    }
  });

  it('is no way around them for pickers', async () => {
    const { console } = await consoleAs('viewer');
    await aStoredEvent();
    for (const name of ['constructor', 'password_hash', 'detail.a', '__proto__']) {
      const { status } = await console.get(`/admin/api/resources/events/actions/search/abc?searchProperty=${name}`);
      expect(status, name).to.equal(422);
    }
    const found = await console.get('/admin/api/resources/tasks/actions/search/abc?searchProperty=title');
    expect(found.body.records).to.deep.equal([]);
  });
});
