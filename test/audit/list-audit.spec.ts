import { expect } from 'chai';
import { api } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import type { AuditBody, PageBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { expectError } from '../support/expect-error.js';
import { aUser, type TestUser } from '../support/people.js';
import { anAwsAccount } from '../support/records.js';

describe('GET /audit', () => {
  let admin: TestUser;
  let user: TestUser;
  let task: string;

  beforeEach(async () => {
    clock.set('2026-03-01T10:00:00Z');
    admin = await aUser({ role: 'admin' });
    user = await aUser();
    await anAwsAccount();
    clock.advance({ hours: 1 });
    task = (await api.as(user).post<{ id: string }>('/tasks', { title: 'T' })).body.id;
    clock.advance({ hours: 1 });
    await api
      .as(admin)
      .put(`/tasks/${task}`, { title: 'U' }, { headers: { 'user-agent': 'curl/8', 'x-request-id': 'r-1' } });
    clock.advance({ hours: 1 });
    await api.as(user).delete(`/tasks/${task}`);
  });

  const list = async (query = ''): Promise<AuditBody[]> => {
    const { status, body } = await api.as(admin).get<PageBody<AuditBody>>(`/audit?${query}`);
    expect(status, JSON.stringify(body)).to.equal(200);
    expect(body.total).to.equal(body.items.length);
    return body.items;
  };
  const actions = async (query = ''): Promise<string[]> => (await list(query)).map(({ action }) => action);

  it('tells who did what to which record, newest first', async () => {
    expect(await actions()).to.deep.equal(['task.delete', 'task.update', 'task.create', 'aws_account.create']);
    const [, update] = await list();
    const { ip, id, ...entry } = update as AuditBody;
    expect(ip).to.match(/127\.0\.0\.1$/);
    expect(entry).to.deep.equal({
      at: Date.parse('2026-03-01T12:00:00Z') / 1000,
      actor_id: admin.id,
      actor_email: admin.email,
      via: 'api',
      user_agent: 'curl/8',
      request_id: 'r-1',
      action: 'task.update',
      outcome: 'success',
      entity: 'task',
      entity_id: task,
      before: { ...entry.before, title: 'T' },
      after: { ...entry.after, title: 'U' },
    });
    expect(id).to.be.a('string');
  });

  it('tells of an entry over 16 KiB in a list that something changed, and by its id what', async () => {
    const thresholds = { note: 'x'.repeat(17 * 1024) };
    await api.as(admin).put('/config/monitoring', { thresholds });
    const items = await list();
    const abridged = items.filter(({ is_abridged }) => is_abridged);
    expect(abridged.map(({ action, before, after }) => [action, before, after])).to.deep.equal([
      ['monitoring.update', null, null],
    ]);
    const { body } = await api.as(admin).get<AuditBody>(`/audit/${abridged[0]?.id}`);
    expect(body).to.include({ id: abridged[0]?.id, action: 'monitoring.update' }).and.not.have.property('is_abridged');
    expect(body.after).to.deep.include({ thresholds });
  });

  it('filters by action, entity, outcome and door', async () => {
    expect(await actions('action=task.create,task.update')).to.deep.equal(['task.update', 'task.create']);
    expect(await actions('entity=aws_account')).to.deep.equal(['aws_account.create']);
    // What was denied is part of a record's story, too.
    expect(await actions(`entity_id=${task}&entity=task`)).to.deep.equal(['task.delete', 'task.update', 'task.create']);
    expect(await actions('outcome=denied')).to.deep.equal(['task.delete']);
    expect(await actions('via=job')).to.deep.equal(['aws_account.create']);
    expect(await actions('via=console&via=ingest')).to.deep.equal([]);
  });

  it('filters by person and date', async () => {
    const eleven = Date.parse('2026-03-01T11:00:00Z') / 1000;
    expect(await actions(`actor_id=${user.id}`)).to.deep.equal(['task.delete', 'task.create']);
    expect(await actions(`start_date=${eleven}&end_date=${eleven}`)).to.deep.equal(['task.create']);
    expect(await actions(`end_date=${eleven - 1}`)).to.deep.equal(['aws_account.create']);
  });

  it('names the system and keys as what they are', async () => {
    const [created] = await list('via=job');
    expect(created).to.include({ actor_id: null, actor_email: 'system' });
    const key = await anApiKey({ scopes: ['tasks:write'], name: 'bot' });
    await api.as(key).post('/tasks', { title: 'T' });
    expect((await list(`actor_id=${key.id}`))[0]).to.include({ actor_email: 'key: bot', via: 'api' });
  });

  it('has no way to be changed', async () => {
    const [entry] = await list();
    for (const method of ['PUT', 'PATCH', 'DELETE', 'POST']) {
      expectError(await api.as(admin).call(method, `/audit/${entry?.id}`, { body: {} }), 'METHOD_NOT_ALLOWED');
    }
    expectError(await api.as(admin).call('DELETE', '/audit'), 'METHOD_NOT_ALLOWED');
  });

  it('names what it does not understand', async () => {
    const refused = (query: string) => api.as(admin).get(`/audit?${query}`);
    for (const query of ['actor_id=me', 'via=mail', 'outcome=good', 'start_date=x', 'before=1', 'sort=actor_id']) {
      expectError(await refused(query), 'VALIDATION_FAILED');
    }
  });
});
