import { expect } from 'chai';
import { type Answer, api } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import type { IngestBody, PageBody, TaskBody } from '../support/bodies.js';
import { expectError } from '../support/expect-error.js';
import { aUser, PASSWORD, type TestUser } from '../support/people.js';
import { anEvent } from '../support/records.js';
import { until } from '../support/until.js';
import { deps, proxy, sql } from '../support/world.js';

const expectAway = (answer: Answer<unknown>): void => {
  expectError(answer, 'DATABASE_UNAVAILABLE');
  expect(Number(answer.headers.get('retry-after'))).to.be.at.least(1);
};

describe('A database that goes away', () => {
  let user: TestUser;

  beforeEach(async () => {
    user = await aUser({ role: 'admin' });
  });

  it('is a 503 with Retry-After for reads, writes, logins and ingest, until it is back', async () => {
    const key = await anApiKey();
    const event = anEvent();
    const calls = [
      () => api.as(user).get('/tasks'),
      () => api.as(user).get('/dashboard/overview'),
      () => api.as(user).post('/tasks', { title: 'T' }),
      () => api.as(key).post('/events', event),
      () => api.post('/auth/login', { email: user.email, password: PASSWORD }),
    ];
    for (const call of calls) expect((await call()).status).to.be.below(300);
    await proxy.cut();
    for (const call of calls) expectAway(await call());
    await proxy.restore();
    for (const call of calls) expect((await call()).status).to.be.below(300);
  });

  it('in the middle of many calls costs none of what was answered with success', async () => {
    const key = await anApiKey();
    const sent: { answer: Answer<IngestBody>; event: Record<string, unknown> }[] = [];
    let cut: Promise<void> | undefined;
    // Eight at a time, so that some are on their way when the tenth answer takes the database away.
    const senders = Array.from({ length: 8 }, async () => {
      for (let count = 0; count < 5; count += 1) {
        const event = anEvent();
        sent.push({ answer: await api.as(key).post<IngestBody>('/events', event), event });
        if (sent.length === 10) cut = proxy.cut();
      }
    });
    await Promise.all(senders);
    await cut;
    await proxy.restore();
    for (const { answer, event } of sent) {
      if (answer.status !== 201) expectAway(answer);
      else expect(await sql('SELECT 1 FROM events WHERE source_event_id = $1', [event.id])).to.have.length(1);
    }
    expect(sent.map(({ answer }) => answer.status)).to.include.members([201, 503]);
    const again = await Promise.all(sent.map(({ event }) => api.as(key).post<IngestBody>('/events', event)));
    for (const { status } of again) expect(status).to.equal(201);
    const [counted] = await sql(`SELECT sum(count)::int AS count FROM event_counts WHERE dimension = 'severity'`);
    expect(counted).to.deep.equal({ count: 40 });
  });

  it('leaves nothing half done: a change is there with its audit entry or not at all', async () => {
    const changing = Array.from({ length: 20 }, () => api.as(user).post<TaskBody>('/tasks', { title: 'T' }));
    await Promise.race(changing);
    await proxy.cut();
    await Promise.all(changing);
    await proxy.restore();
    const tasks = await sql<{ id: string }>('SELECT id FROM tasks');
    const entries = await sql<{ entity_id: string }>(
      `SELECT entity_id FROM audit_entries WHERE action = 'task.create'`,
    );
    expect(entries.map(({ entity_id }) => entity_id).sort()).to.deep.equal(tasks.map(({ id }) => id).sort());
    expect((await api.as(user).get<PageBody<TaskBody>>('/tasks')).body.total).to.equal(tasks.length);
  });

  it('for connections that stood idle, too: the next call finds a new one', async () => {
    await Promise.all(Array.from({ length: 10 }, () => api.as(user).get('/tasks')));
    await sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'signalbox'`);
    await until('the pool has seen its connections end', () => deps.pool.totalCount === 0);
    expect((await api.as(user).get('/tasks')).status).to.equal(200);
  });
});
