import { expect } from 'chai';
import { consoleAs, consoleOf, stranger } from '../support/console.js';
import { aUser } from '../support/people.js';
import { aStoredEvent, aTask } from '../support/records.js';
import { sql } from '../support/world.js';

const countOf = async (table: string): Promise<number> =>
  Number((await sql<{ count: string }>(`SELECT count(*) FROM ${table}`))[0]?.count);

describe('The guards of the console', () => {
  it('take no write without the session’s token', async () => {
    const { console } = await consoleAs('admin');
    for (const token of ['', 'a-wrong-one', 'é']) {
      const refused = await console.withToken(encodeURIComponent(token)).create('tasks', { title: 'Forged' });
      expect([refused.status, refused.body.code]).to.deep.equal([403, 'CSRF_TOKEN_MISMATCH']);
    }
    expect(await countOf('tasks')).to.equal(0);
  });

  it('change nothing by GET', async () => {
    const { console } = await consoleAs('admin');
    const event = await aStoredEvent();
    const task = await aTask();
    for (const action of ['acknowledge', 'createTask', 'delete', 'edit']) await console.read('events', event, action);
    for (const action of ['close', 'comment', 'delete', 'edit']) await console.read('tasks', task.id, action);
    const [row] = await sql('SELECT acknowledged_at, task_id, deleted_at FROM events');
    expect(row).to.deep.equal({ acknowledged_at: null, task_id: null, deleted_at: null });
    expect(await sql('SELECT status, deleted_at FROM tasks')).to.deep.equal([{ status: 'open', deleted_at: null }]);
  });

  it('take HEAD for no POST', async () => {
    const { console } = await consoleAs('admin');
    const { id } = await aTask();
    expect((await console.head(`/admin/api/resources/tasks/records/${id}/delete`)).status).to.equal(405);
    expect(await sql('SELECT deleted_at FROM tasks')).to.deep.equal([{ deleted_at: null }]);
  });

  it('know the console by no other spelling', async () => {
    const { console } = await consoleAs('admin');
    for (const path of ['/ADMIN', '/Admin/login', '/admin/api/RESOURCES/users/actions/list']) {
      expect((await console.get(path)).status, path).to.be.within(400, 404);
    }
  });

  it('let strangers neither read nor write, not even a form with files', async () => {
    for (const path of ['/admin/api/dashboard', '/admin/api/resources/users/actions/list']) {
      expect((await stranger.get(path)).status, path).to.equal(401);
    }
    expect((await stranger.create('users', { email: 'a@example.com' })).status).to.equal(401);
  });

  it('delete nothing in bulk past the services', async () => {
    const { console } = await consoleAs('admin');
    const { id } = await aTask();
    const refused = await console.post(`/admin/api/resources/tasks/bulk/bulkDelete?recordIds=${id}`);
    expect(refused.body.notice?.type ?? 'error').to.equal('error');
    expect(await sql('SELECT deleted_at FROM tasks')).to.deep.equal([{ deleted_at: null }]);
  });

  it('answer nonsense with 4xx or a notice, never with 500', async () => {
    const { console } = await consoleAs('admin');
    const answers = await Promise.all([
      console.list('tasks', 'filters.assigned_user_id=nonsense'),
      console.list('tasks', 'filters.status=nonsense'),
      console.list('tasks', 'filters.created_at~~from=nonsense'),
      console.list('tasks', 'sortBy=nonsense&direction=up'),
      console.list('tasks', 'page=-1&perPage=100000'),
      console.list('events', 'filters.severity=%00'),
      console.list('nonsense'),
      console.read('tasks', 'nonsense'),
      console.read('tasks', '00000000-0000-7000-8000-000000000000'),
      console.act('tasks', '00000000-0000-7000-8000-000000000000', 'close'),
      console.act('tasks', 'nonsense', 'nonsense'),
      console.create('tasks', { title: 'a\u0000b' }),
      console.get('/admin/api/resources/tasks/bulk/nonsense'),
      console.get('/admin/api/resources/tasks/bulk/bulkDelete'),
      console.get('/admin/api/resources/nonsense/search'),
      console.get('/admin/api/pages/nonsense'),
      console.get('/admin/resources/nonsense/actions/new'),
    ]);
    for (const [index, { status, text }] of answers.entries()) expect(status, `${index}: ${text}`).to.be.below(500);
  });
});

describe('A page of the console', () => {
  it('runs no script that its text brings in, and asks no other host', async () => {
    const user = await aUser({ role: 'admin', email: '</script><script>alert(1)</script>@example.com' });
    const page = await (await consoleOf(user)).get('/admin');
    expect(page.text).not.to.contain('</script><script>alert').and.not.contain('googleapis');
    const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(page.headers.get('content-security-policy') ?? '')?.[1];
    expect(nonce).to.be.a('string');
    const scripts = page.text.match(/<script[^>]*>/g) ?? [];
    expect(scripts.length).to.be.greaterThan(4);
    for (const script of scripts) expect(script).to.contain(`nonce="${nonce}"`);
  });

  it('is kept by no cache', async () => {
    const { console } = await consoleAs('viewer');
    expect((await console.get('/admin')).headers.get('cache-control')).to.equal('no-store');
  });
});
