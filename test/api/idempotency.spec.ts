import { expect } from 'chai';
import { transact } from '../../src/services/core/connection.js';
import { api } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import { audited } from '../support/audit.js';
import type { CreatedApiKeyBody, TaskBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { expectError } from '../support/expect-error.js';
import { aUser, type TestUser } from '../support/people.js';
import { anEvent, aTask } from '../support/records.js';
import { until } from '../support/until.js';
import { deps, sql } from '../support/world.js';

describe('Idempotency-Key', () => {
  let user: TestUser;

  beforeEach(async () => {
    user = await aUser();
  });

  const create = (title: string, key: string, by = user) =>
    api.as(by).post<TaskBody>('/tasks', { title }, { headers: { 'idempotency-key': key } });
  const tasks = () => sql('SELECT 1 FROM tasks');

  it('gives the same answer to the same call, which is done once', async () => {
    const first = await create('T', 'k1');
    const { outcome: second, entries } = await audited(() => create('T', 'k1'));
    expect(second.status).to.equal(201);
    expect(JSON.stringify(second.body)).to.equal(JSON.stringify(first.body));
    expect(second.headers.get('etag')).to.equal(first.headers.get('etag'));
    expect(entries).to.deep.equal([]);
    expect(await tasks()).to.have.length(1);
    expect((await create('T', 'k2')).body.id).not.to.equal(first.body.id);
  });

  it('is of the call, however its path is spelled', async () => {
    const first = await create('T', 'k1');
    for (const path of ['/tasks/', '/TASKS']) {
      const again = await api.as(user).post<TaskBody>(path, { title: 'T' }, { headers: { 'idempotency-key': 'k1' } });
      expect([again.status, again.body.id]).to.deep.equal([201, first.body.id]);
    }
    expect(await tasks()).to.have.length(1);
  });

  it('gives no answer to who must change the password by now', async () => {
    await create('T', 'k1');
    await sql('UPDATE users SET must_change_password = TRUE');
    expectError(await create('T', 'k1'), 'PASSWORD_CHANGE_REQUIRED');
  });

  it('refuses another body under the same key', async () => {
    await create('T', 'k1');
    expectError(await create('U', 'k1'), 'IDEMPOTENCY_KEY_REUSED');
  });

  it('lets one of several at once do it; the others wait their turn or get its answer', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => create('T', 'k1')));
    for (const answer of answers.filter(({ status }) => status !== 201)) expectError(answer, 'IDEMPOTENCY_IN_PROGRESS');
    expect(await tasks()).to.have.length(1);
  });

  it('lets one of two do it that took each other for abandoned', async () => {
    const waiting = () => sql(`SELECT 1 FROM pg_locks WHERE relation = 'tasks'::regclass AND NOT granted`);
    const calls: ReturnType<typeof create>[] = [];
    await transact(deps, async (manager) => {
      await manager.query('LOCK TABLE tasks IN EXCLUSIVE MODE');
      for (const many of [1, 2]) {
        calls.push(create('T', 'k1'));
        await until(`${many} wait for the tasks`, async () => (await waiting()).length === many);
        clock.advance({ minutes: 1, seconds: 1 });
      }
    });
    const answers = await Promise.all(calls);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 409]);
    expect(await tasks()).to.have.length(1);
    const done = answers.find(({ status }) => status === 201);
    expect((await create('T', 'k1')).body).to.deep.equal(done?.body);
  });

  it('means nothing to another caller or another path', async () => {
    await create('T', 'k1');
    expect((await create('T', 'k1', await aUser())).status).to.equal(201);
    expect(await tasks()).to.have.length(2);
    const [one, other] = [await aTask(), await aTask()];
    const comment = (id: string) =>
      api.as(user).post(`/tasks/${id}/comments`, { comment: 'x' }, { headers: { 'idempotency-key': 'k1' } });
    expect((await comment(one.id)).status).to.equal(201);
    expect((await comment(other.id)).status).to.equal(201);
  });

  it('is forgotten after 24 hours, and after a failure', async () => {
    clock.set('2026-03-01T12:00:00Z');
    await create('T', 'k1');
    clock.advance({ hours: 24, seconds: 1 });
    await create('T', 'k1');
    expect(await tasks()).to.have.length(2);
    expectError(await create('', 'k2'), 'VALIDATION_FAILED');
    expect((await create('T', 'k2')).status).to.equal(201);
  });

  it('does nothing where the answer holds a secret', async () => {
    const admin = await aUser({ role: 'admin' });
    const make = () =>
      api
        .as(admin)
        .post<CreatedApiKeyBody>(
          '/api-keys',
          { name: 'k', scopes: ['events:read'] },
          { headers: { 'idempotency-key': 'k1' } },
        );
    const [first, second] = [await make(), await make()];
    expect(second.body.key).not.to.equal(first.body.key);
    expect(JSON.stringify(await sql('SELECT * FROM idempotency_keys'))).not.to.include(first.body.key);
  });

  it('works for ingest, too', async () => {
    const key = await anApiKey();
    const event = anEvent();
    const send = () => api.as(key).post('/events', event, { headers: { 'idempotency-key': 'k1' } });
    const [first, second] = [await send(), await send()];
    expect(second.body).to.deep.equal(first.body);
  });

  it('is 1 to 255 visible signs', async () => {
    for (const key of ['x'.repeat(256), 'two words'])
      expectError(await create('T', key), 'VALIDATION_FAILED', ['Idempotency-Key']);
    expect((await create('T', 'x'.repeat(255))).status).to.equal(201);
  });
});
