import { expect } from 'chai';
import { v7 as uuidv7 } from 'uuid';
import { api } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import { audited, expectOneEntry } from '../support/audit.js';
import type { TaskBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { expectError } from '../support/expect-error.js';
import { aUser, type TestUser } from '../support/people.js';
import { aStoredEvent } from '../support/records.js';

describe('POST /tasks', () => {
  let user: TestUser;

  beforeEach(async () => {
    clock.set('2026-03-01T12:00:00Z');
    user = await aUser();
  });

  const create = (body: unknown) => api.as(user).post<TaskBody>('/tasks', body);

  it('needs a title and fills in the rest', async () => {
    const { outcome, entries } = await audited(() => create({ title: '  Look at the queue  ' }));
    const { status, body, headers } = outcome;
    expect(status).to.equal(201);
    expect(body).to.deep.equal({
      id: body.id,
      title: 'Look at the queue',
      description: '',
      status: 'open',
      priority: 'medium',
      assigned_user_id: null,
      assigned_user_name: null,
      event_id: null,
      event_details: null,
      due_date: null,
      is_overdue: false,
      created_at: clock.unix(),
      updated_at: clock.unix(),
      closed_at: null,
      created_by: user.id,
      created_by_name: user.full_name,
      comment_count: 0,
      comments: [],
    });
    expect(headers.get('etag')).to.equal('"1"');
    expectOneEntry(entries, user, { action: 'task.create', entity: 'task', entity_id: body.id, before: null });
    expect(entries[0]?.after).to.include({ title: 'Look at the queue', priority: 'medium' });
  });

  it('takes everything that a task can be told', async () => {
    const assignee = await aUser({ full_name: 'Ann Assignee' });
    const event_id = await aStoredEvent({ severity: 'high' });
    const given = {
      title: 'T',
      description: 'D',
      priority: 'high',
      assigned_user_id: assignee.id,
      due_date: 1_800_000_000,
    };
    const { status, body } = await create({ ...given, event_id });
    expect(status).to.equal(201);
    expect(body).to.include({ ...given, event_id, assigned_user_name: 'Ann Assignee' });
    expect(body.event_details).to.include({ severity: 'high', source: 'aws.ec2' });
  });

  it('is made by a key, too, and belongs to nobody then', async () => {
    const key = await anApiKey({ scopes: ['tasks:write'], name: 'ticket bot' });
    const { outcome, entries } = await audited(() => api.as(key).post<TaskBody>('/tasks', { title: 'T' }));
    expect(outcome.status).to.equal(201);
    expect(outcome.body).to.include({ created_by: null, created_by_name: null });
    expect(entries[0]).to.include({ actor_id: key.id, actor_email: 'key: ticket bot' });
  });

  it('ties itself to an event once', async () => {
    const event_id = await aStoredEvent();
    const first = await create({ title: 'T', event_id });
    const second = await create({ title: 'T', event_id });
    expectError(second, 'EVENT_HAS_TASK', ['task_id']);
    expect(second.body).to.deep.include({ details: { task_id: first.body.id } });
  });

  it('allows a due date in the past, which makes it overdue', async () => {
    expect((await create({ title: 'T', due_date: clock.unix() - 60 })).body.is_overdue).to.equal(true);
    expect((await create({ title: 'T', due_date: clock.unix() + 60 })).body.is_overdue).to.equal(false);
  });

  it('assigns to active users only', async () => {
    const disabled = await aUser({ is_active: false });
    for (const assigned_user_id of [disabled.id, uuidv7()]) {
      expectError(await create({ title: 'T', assigned_user_id }), 'VALIDATION_FAILED', ['assigned_user_id']);
    }
  });

  it('takes titles and descriptions up to their bounds', async () => {
    expect((await create({ title: 'x'.repeat(500), description: 'x'.repeat(5000) })).status).to.equal(201);
    expectError(await create({ title: 'x'.repeat(501) }), 'VALIDATION_FAILED', { title: /500/ });
    expectError(await create({ title: 'T', description: 'x'.repeat(5001) }), 'VALIDATION_FAILED', {
      description: /5000/,
    });
    expectError(await create({ title: '   ' }), 'VALIDATION_FAILED', { title: /empty/ });
  });

  it('names each field that is wrong', async () => {
    expectError(await create(undefined), 'VALIDATION_FAILED', { title: /required/ });
    const wrong = { title: 7, description: 7, priority: 'urgent', assigned_user_id: 'me', due_date: '2026-01-01' };
    expectError(await create({ ...wrong, event_id: 'x', status: 'open' }), 'VALIDATION_FAILED', {
      title: /string/,
      description: /string/,
      priority: /critical, high, medium, low/,
      assigned_user_id: /UUID/,
      due_date: /number|int/,
      event_id: /UUID/,
      status: /not known/,
    });
    for (const due_date of [-1, 1.5, 1e15])
      expectError(await create({ title: 'T', due_date }), 'VALIDATION_FAILED', ['due_date']);
    expectError(await create({ title: 'T', event_id: uuidv7() }), 'VALIDATION_FAILED', { event_id: /no event/ });
  });
});
