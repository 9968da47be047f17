import { expect } from 'chai';
import { v7 as uuidv7 } from 'uuid';
import { api } from '../support/api.js';
import { audited } from '../support/audit.js';
import { clock } from '../support/clock.js';
import { expectError } from '../support/expect-error.js';
import { aUser, type TestUser } from '../support/people.js';
import { aTask } from '../support/records.js';
import { sql } from '../support/world.js';

describe('POST /tasks/bulk', () => {
  let manager: TestUser;

  beforeEach(async () => {
    manager = await aUser({ role: 'manager' });
  });

  const bulk = (body: unknown, by = manager) => api.as(by).post<{ updated: number }>('/tasks/bulk', body);
  const priorities = async () =>
    (await sql<{ priority: string }>('SELECT priority FROM tasks')).map(({ priority }) => priority);

  it('changes all that are named, each with its entry', async () => {
    const user = await aUser();
    const tasks = [await aTask(), await aTask(), await aTask()];
    await aTask({ priority: 'low' });
    const ids = tasks.map(({ id }) => id);
    const set = { status: 'closed', priority: 'high', assigned_user_id: user.id };
    const { outcome, entries } = await audited(() => bulk({ ids, set }));
    expect(outcome.status).to.equal(200);
    expect(outcome.body).to.deep.equal({ updated: 3 });
    expect(entries.map(({ entity_id }) => entity_id).sort()).to.deep.equal([...ids].sort());
    expect(entries.every((entry) => entry.action === 'task.update' && entry.actor_id === manager.id)).to.equal(true);
    expect((await priorities()).sort()).to.deep.equal(['high', 'high', 'high', 'low']);
    const closed = await sql('SELECT 1 FROM tasks WHERE closed_at IS NOT NULL AND assigned_user_id = $1', [user.id]);
    expect(closed).to.have.length(3);
  });

  it('changes 500 at once, each from where it is', async () => {
    const by = await aUser({ role: 'manager' });
    const { id: closed, closed_at } = await aTask({ by, status: 'closed' });
    await sql(
      `INSERT INTO tasks SELECT gen_random_uuid(), title, description, 'open', priority, NULL, NULL, NULL, NULL, NULL,
         created_by, created_at, updated_at, NULL, 1 FROM tasks, generate_series(1, 499)`,
    );
    clock.advance({ hours: 1 });
    const ids = (await sql<{ id: string }>('SELECT id FROM tasks')).map(({ id }) => id);
    const { outcome, entries } = await audited(() => bulk({ ids, set: { status: 'closed' } }));
    expect(outcome.body).to.deep.equal({ updated: 500 });
    expect(entries).to.have.length(500);
    const rows = await sql<{ id: string; closed_at: Date }>('SELECT id, closed_at FROM tasks');
    expect(rows.find(({ id }) => id === closed)?.closed_at).to.deep.equal(closed_at);
    const times = new Set(rows.filter(({ id }) => id !== closed).map((row) => row.closed_at.getTime()));
    expect([...times]).to.deep.equal([clock.now().getTime()]);
    expect(await sql('SELECT DISTINCT version FROM tasks ORDER BY 1')).to.deep.equal([{ version: 2 }, { version: 3 }]);
  });

  it('takes an id in capitals for the same', async () => {
    const { id } = await aTask();
    const body = { ids: [id, id.toUpperCase()], set: { priority: 'high' } };
    expect((await bulk(body)).body).to.deep.equal({ updated: 1 });
  });

  it('counts a task that is named twice once', async () => {
    const { id } = await aTask();
    expect((await bulk({ ids: [id, id], set: { priority: 'high' } })).body).to.deep.equal({ updated: 1 });
  });

  it('changes none when one of them is not there', async () => {
    const { id } = await aTask();
    const { outcome, entries } = await audited(() => bulk({ ids: [id, uuidv7()], set: { priority: 'high' } }));
    expectError(outcome, 'NOT_FOUND');
    expect(entries).to.deep.equal([]);
    expect(await priorities()).to.deep.equal(['medium']);
  });

  it('changes none when one of them is somebody else’s', async () => {
    const user = await aUser();
    const [own, other] = [await aTask({ by: user }), await aTask()];
    const { outcome, entries } = await audited(() =>
      bulk({ ids: [own.id, other.id], set: { priority: 'high' } }, user),
    );
    expectError(outcome, 'FORBIDDEN');
    expect(entries.map(({ outcome: ended }) => ended)).to.deep.equal(['denied']);
    expect(await priorities()).to.deep.equal(['medium', 'medium']);
  });

  it('changes none when the assignee is nobody', async () => {
    const { id } = await aTask();
    const set = { priority: 'high', assigned_user_id: uuidv7() };
    expectError(await bulk({ ids: [id], set }), 'VALIDATION_FAILED', ['assigned_user_id']);
    expect(await priorities()).to.deep.equal(['medium']);
  });

  it('does not let two of them wait for each other', async () => {
    clock.set('2026-03-01T12:00:00Z');
    const ids = (await Promise.all(Array.from({ length: 20 }, () => aTask({ by: manager })))).map(({ id }) => id);
    const answers = await Promise.all([
      bulk({ ids, set: { priority: 'high' } }),
      bulk({ ids: [...ids].reverse(), set: { status: 'closed' } }),
    ]);
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200]);
  });

  it('names what is wrong', async () => {
    const { id } = await aTask();
    expectError(await bulk({}), 'VALIDATION_FAILED', ['ids', 'set']);
    expectError(await bulk({ ids: [], set: { priority: 'high' } }), 'VALIDATION_FAILED', ['ids']);
    expectError(await bulk({ ids: ['x'], set: { priority: 'high' } }), 'VALIDATION_FAILED', ['ids.0']);
    expectError(await bulk({ ids: [id], set: {} }), 'VALIDATION_FAILED', ['set']);
    expectError(await bulk({ ids: [id], set: { title: 'x' } }), 'VALIDATION_FAILED', ['set.title']);
    const many = Array.from({ length: 501 }, () => uuidv7());
    expectError(await bulk({ ids: many, set: { priority: 'high' } }), 'VALIDATION_FAILED', ['ids']);
  });
});
