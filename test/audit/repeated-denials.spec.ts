import { mock } from 'node:test';
import { expect } from 'chai';
import { MINUTE } from '../../src/services/core/durations.js';
import { type Again, Denials } from '../../src/services/core/write/denials.js';
import { api } from '../support/api.js';
import { consoleAs, stranger } from '../support/console.js';
import { logLines } from '../support/log-lines.js';
import { aUser } from '../support/people.js';
import { aTask } from '../support/records.js';
import { deps, origin, sql } from '../support/world.js';

interface Entry {
  actor_id: string | null;
  action: string;
  entity_id: string | null;
  after: { code: string; repeated?: number };
}

/** What was denied, once the minute is over. */
async function denials(): Promise<Entry[]> {
  await deps.denials.close();
  return sql<Entry>(
    `SELECT actor_id, action, entity_id, after FROM audit_entries WHERE outcome = 'denied' ORDER BY id`,
  );
}

describe('What somebody is denied again and again', () => {
  it('is two entries: the first at once, and how often it came again', async () => {
    const viewer = await aUser({ role: 'viewer' });
    const first = await aTask();
    const tasks = [first, await aTask()];
    expect((await api.as(viewer).put(`/tasks/${first.id}`, { title: 'x' })).status).to.equal(403);
    expect(await sql('SELECT 1 FROM audit_entries WHERE outcome = $1', ['denied'])).to.have.length(1);
    for (let call = 0; call < 300; call++) {
      await api.as(viewer).put(`/tasks/${tasks[call % 2]?.id}`, { title: 'x' });
    }
    expect(await denials()).to.deep.equal([
      { actor_id: viewer.id, action: 'task.update', entity_id: first.id, after: { code: 'FORBIDDEN' } },
      {
        actor_id: viewer.id,
        action: 'task.update',
        entity_id: null,
        after: { code: 'FORBIDDEN', repeated: 300, from: ['127.0.0.1'] },
      },
    ]);
  });

  it('is closed with the addresses that it came from, of no request in particular', async () => {
    const viewer = await aUser({ role: 'viewer' });
    for (let call = 0; call < 2; call++) await api.as(viewer).get('/audit', { headers: { 'user-agent': 'the owner' } });
    await denials();
    const entries = await sql('SELECT ip, user_agent, request_id, after FROM audit_entries ORDER BY id');
    expect(entries[0]).to.include({ ip: '127.0.0.1', user_agent: 'the owner' });
    const after = { code: 'FORBIDDEN', repeated: 1, from: ['127.0.0.1'] };
    expect(entries.slice(1)).to.deep.equal([{ ip: null, user_agent: null, request_id: null, after }]);
  });

  it('is counted by who, what and why, also of reads', async () => {
    const [one, other] = [await aUser({ role: 'viewer' }), await aUser({ role: 'user' })];
    for (const path of ['/audit', '/audit', '/api-keys', '/users']) await api.as(one).get(path);
    await api.as(other).get('/audit');
    const told = (await denials()).map(({ actor_id, action, after }) => [actor_id, action, after.repeated ?? 0]);
    expect(told).to.have.deep.members([
      [one.id, 'audit.list', 0],
      [one.id, 'audit.list', 1],
      [one.id, 'api_key.list', 0],
      [one.id, 'user.list', 0],
      [other.id, 'audit.list', 0],
    ]);
  });

  it('is noted in the console, too: without its token, from elsewhere, before the password is changed', async () => {
    const { user, console } = await consoleAs('admin');
    for (let call = 0; call < 3; call++) await console.withToken('forged').create('tasks', { title: 'x' });
    const elsewhere = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' };
    for (let call = 0; call < 3; call++) {
      await fetch(`${origin}/admin/login`, { method: 'POST', headers: elsewhere, body: new URLSearchParams() });
    }
    await sql('UPDATE users SET must_change_password = TRUE');
    expect((await console.get('/admin/api/dashboard')).status).to.equal(403);
    expect((await console.get('/admin')).status).to.equal(302);
    const told = (await denials()).map(({ actor_id, action, after }) => [actor_id, action, after.code, after.repeated]);
    expect(told).to.have.deep.members([
      [user.id, 'console.use', 'CSRF_TOKEN_MISMATCH', undefined],
      [user.id, 'console.use', 'CSRF_TOKEN_MISMATCH', 2],
      [null, 'console.use', 'BAD_ORIGIN', undefined],
      [null, 'console.use', 'BAD_ORIGIN', 2],
      [user.id, 'console.use', 'PASSWORD_CHANGE_REQUIRED', undefined],
    ]);
  });

  it('is in the log with why, and from where', async () => {
    const { console } = await consoleAs('viewer');
    const lineOf = async (answer: { headers: Headers }) =>
      logLines.first(({ request_id, ms }) => request_id === answer.headers.get('x-request-id') && ms !== undefined);
    const refused = await lineOf(await console.withToken('forged').create('tasks', { title: 'x' }));
    expect(refused).to.include({ level: 'info', status: 403, code: 'CSRF_TOKEN_MISMATCH', ip: '127.0.0.1' });
    expect(await lineOf(await stranger.get('/admin/api/dashboard'))).to.include({ code: 'UNAUTHENTICATED' });
    let limited = await api.post('/auth/login', { email: 'a@example.com' });
    while (limited.status !== 429) limited = await api.post('/auth/login', { email: 'a@example.com' });
    expect(await lineOf(limited)).to.include({ status: 429, code: 'RATE_LIMITED', ip: '127.0.0.1' });
    const missing = await lineOf(await api.as(await aUser()).get('/tasks/nonsense'));
    expect(missing).to.include({ code: 'NOT_FOUND' }).and.not.have.property('ip');
  });
});

describe('The count of denials', () => {
  const noted: [kind: string, repeated: number | undefined][] = [];
  const keep = (kind: string) => async (again?: Again) => {
    noted.push([kind, again?.repeated]);
  };
  const notesOf = (kind: string, first: () => Promise<unknown> = keep(kind)) => ({
    first,
    repeated: keep(kind),
    others: keep('others'),
  });
  const lost: object[] = [];
  let counts: Denials;

  beforeEach(() => {
    noted.length = 0;
    lost.length = 0;
    counts = new Denials((_error, what) => lost.push(what));
  });

  afterEach(() => counts.close());

  it('knows so many kinds at once, and counts all others as nobody’s', async () => {
    for (let kind = 0; kind < 2000; kind++)
      await counts.note('known', `kind ${kind}`, '192.0.2.1', notesOf(`kind ${kind}`));
    expect(noted).to.have.length(1000);
    await counts.note('known', 'kind 7', '192.0.2.1', notesOf('kind 7'));
    await counts.close();
    expect(noted.slice(1000)).to.deep.equal([
      ['kind 7', 1],
      ['others', 1000],
    ]);
  });

  it('lets strangers, of whom there is no end, take no place of those who are known', async () => {
    for (let kind = 0; kind < 2000; kind++)
      await counts.note('strangers', `kind ${kind}`, '192.0.2.1', notesOf('a stranger’s'));
    await counts.note('known', 'kind', '192.0.2.1', notesOf('a user’s'));
    expect(noted.at(-1)).to.deep.equal(['a user’s', undefined]);
  });

  it('takes for noted only what was noted, also by whom counted on it', async () => {
    let fail: (error: Error) => void = () => undefined;
    const failing = () => new Promise((_resolve, reject) => (fail = reject));
    const both = [0, 1].map(() =>
      counts.note('known', 'kind', '192.0.2.1', notesOf('kind', failing)).catch(() => 'failed'),
    );
    fail(new Error('the database is away'));
    expect(await Promise.all(both)).to.deep.equal(['failed', 'failed']);
    await counts.note('known', 'kind', '192.0.2.1', notesOf('kind'));
    expect(noted).to.deep.equal([['kind', undefined]]);
  });

  it('names ten addresses that it came from', async () => {
    const from: string[][] = [];
    const repeated = async (again: Again) => from.push(again.from);
    for (let call = 0; call < 20; call++) {
      await counts.note('known', 'kind', `192.0.2.${call >> 1}`, { ...notesOf('kind'), repeated });
    }
    for (let call = 0; call < 20; call++) await counts.note('known', 'kind', `192.0.2.${call}`, notesOf('kind'));
    await counts.close();
    expect(from).to.deep.equal([Array.from({ length: 10 }, (_, at) => `192.0.2.${at}`)]);
  });

  it('says what is lost when its closing note fails', async () => {
    const repeated = () => Promise.reject(new Error('the database is away'));
    for (let call = 0; call < 3; call++)
      await counts.note('known', 'kind', '192.0.2.1', { ...notesOf('kind'), repeated });
    await counts.close();
    expect(lost).to.deep.equal([{ kind: 'kind', repeated: 2, from: ['192.0.2.1'] }]);
  });

  it('closes by itself when the minute is over, and begins anew', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      for (let call = 0; call < 3; call++) await counts.note('known', 'kind', '192.0.2.1', notesOf('kind'));
      mock.timers.tick(MINUTE - 1);
      expect(noted).to.deep.equal([['kind', undefined]]);
      mock.timers.tick(1);
      expect(noted).to.deep.equal([
        ['kind', undefined],
        ['kind', 2],
      ]);
      await counts.note('known', 'kind', '192.0.2.1', notesOf('kind'));
      expect(noted.at(-1)).to.deep.equal(['kind', undefined]);
    } finally {
      mock.timers.reset();
    }
  });
});
