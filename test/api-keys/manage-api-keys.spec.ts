import { expect } from 'chai';
import { v7 as uuidv7 } from 'uuid';
import { api } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import { audited, expectOneEntry } from '../support/audit.js';
import type { ApiKeyBody, CreatedApiKeyBody, PageBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { expectError } from '../support/expect-error.js';
import { logLines } from '../support/log-lines.js';
import { aUser, type TestUser } from '../support/people.js';
import { anEvent, aStoredEvent, aTask } from '../support/records.js';
import { sql } from '../support/world.js';

describe('API keys', () => {
  let admin: TestUser;

  beforeEach(async () => {
    clock.set('2026-03-01T12:00:00Z');
    admin = await aUser({ role: 'admin' });
  });

  const create = (body: unknown) => api.as(admin).post<CreatedApiKeyBody>('/api-keys', body);
  const listed = async () => (await api.as(admin).get<PageBody<ApiKeyBody>>('/api-keys')).body.items;

  it('are made, shown once, and work', async () => {
    const input = {
      name: ' collector ',
      scopes: ['events:write', 'events:read', 'events:write'],
      accounts: ['111122223333'],
    };
    const { outcome, entries } = await audited(() => create(input));
    expect(outcome.status).to.equal(201);
    const { key, ...shown } = outcome.body;
    expect(shown).to.deep.equal({
      id: shown.id,
      name: 'collector',
      prefix: key.slice(0, shown.prefix.length),
      scopes: ['events:write', 'events:read'],
      accounts: ['111122223333'],
      created_by: admin.id,
      created_at: clock.unix(),
      expires_at: null,
      last_used_at: null,
      revoked_at: null,
    });
    expect(shown.prefix.length).to.be.lessThan(key.length / 2);
    expect(await listed()).to.deep.equal([shown]);
    expectOneEntry(entries, admin, { action: 'api_key.create', entity: 'api_key', entity_id: shown.id });
    const stored = await sql('SELECT k.*, a.* FROM api_keys k, audit_entries a');
    expect(JSON.stringify([entries, stored]) + logLines.all()).not.to.include(key);
    expect((await api.as({ token: key }).post('/events', anEvent())).status).to.equal(201);
  });

  it('note when they were last used, once a minute', async () => {
    const key = await anApiKey({ scopes: ['events:read'] });
    const use = async () => {
      await api.as(key).get('/events');
      return (await listed())[0]?.last_used_at;
    };
    const first = clock.unix();
    expect(await use()).to.equal(first);
    clock.advance({ seconds: 30 });
    expect(await use()).to.equal(first);
    clock.advance({ seconds: 31 });
    expect(await use()).to.equal(first + 61);
  });

  it('are revoked at once, and stay in the list', async () => {
    const key = await anApiKey();
    const { outcome, entries } = await audited(() => api.as(admin).delete(`/api-keys/${key.id}`));
    expect(outcome.status).to.equal(204);
    expectOneEntry(entries, admin, { action: 'api_key.revoke', entity: 'api_key', entity_id: key.id });
    expectError(await api.as(key).post('/events', anEvent()), 'UNAUTHENTICATED');
    expect((await listed())[0]).to.include({ id: key.id, revoked_at: clock.unix() });
    expectError(await api.as(admin).delete(`/api-keys/${key.id}`), 'ALREADY_REVOKED');
    for (const id of [uuidv7(), 'no-id']) expectError(await api.as(admin).delete(`/api-keys/${id}`), 'NOT_FOUND');
  });

  it('end with their maker, and rest while their maker is disabled', async () => {
    const maker = await aUser({ role: 'admin' });
    const key = await anApiKey({ created_by: maker.id });
    const use = () => api.as(key).post('/events', anEvent());
    await api.as(admin).put(`/users/${maker.id}`, { is_active: false });
    expectError(await use(), 'UNAUTHENTICATED');
    await api.as(admin).put(`/users/${maker.id}`, { is_active: true });
    expect((await use()).status).to.equal(201);
    expect((await api.as(admin).delete(`/users/${maker.id}`)).status).to.equal(204);
    expectError(await use(), 'UNAUTHENTICATED');
    expect((await listed())[0]).to.include({ id: key.id, revoked_at: clock.unix() });
    const sorted = await api.as(admin).get<PageBody<ApiKeyBody>>('/api-keys?sort=revoked_at');
    expect(sorted.body.items.map(({ id }) => id)).to.deep.equal([key.id]);
  });

  it('that may write tasks and not read them learn nothing of a task or an event', async () => {
    const writer = api.as(await anApiKey({ scopes: ['tasks:write'] }));
    const [task, event] = [await aTask(), await aStoredEvent()];
    for (const answer of [
      await writer.put(`/tasks/${task.id}`, {}),
      await writer.put(`/tasks/${task.id}/status`, { status: 'open' }),
      await writer.post('/tasks/bulk', { ids: [task.id], set: {} }),
      await writer.post(`/events/${event}/create-task`, {}),
      await writer.post('/tasks', { title: 'x', event_id: event }),
    ]) {
      expect(answer.status).to.be.oneOf([403, 404]);
      expect(JSON.stringify(answer.body)).not.to.contain(task.title);
    }
    expect(await sql('SELECT task_id FROM events')).to.deep.equal([{ task_id: null }]);
  });

  it('expire in the future only, and then do nothing', async () => {
    const make = (expires_at: number) => create({ name: 'k', scopes: ['events:read'], expires_at });
    expectError(await make(clock.unix()), 'VALIDATION_FAILED', { expires_at: /future/ });
    const { body } = await make(clock.unix() + 60);
    expect((await api.as({ token: body.key }).get('/events')).status).to.equal(200);
    clock.advance({ minutes: 1 });
    expectError(await api.as({ token: body.key }).get('/events'), 'UNAUTHENTICATED');
  });

  it('name each field that is wrong', async () => {
    expectError(await create({}), 'VALIDATION_FAILED', ['name', 'scopes']);
    expectError(await create({ name: ' ', scopes: [] }), 'VALIDATION_FAILED', ['name', 'scopes']);
    const wrong = { name: 'k', scopes: ['everything'], accounts: ['12'], expires_at: 'never', key: 'sbx_mine' };
    expectError(await create(wrong), 'VALIDATION_FAILED', ['scopes.0', 'accounts.0', 'expires_at', 'key']);
    const bound = { name: 'k', scopes: ['tasks:read'], accounts: ['111122223333'] };
    expectError(await create(bound), 'VALIDATION_FAILED', { accounts: /tasks/ });
  });
});
