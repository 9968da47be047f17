import { expect } from 'chai';
import { v7 as uuidv7 } from 'uuid';
import { api } from '../support/api.js';
import { audited, expectOneEntry } from '../support/audit.js';
import type { EventBody, TaskBody } from '../support/bodies.js';
import { expectError } from '../support/expect-error.js';
import { aUser, type TestUser } from '../support/people.js';
import { aStoredEvent } from '../support/records.js';

const LAMBDA = { source: 'aws.lambda', 'detail-type': 'Lambda Error', severity: 4, resources: ['arn:aws:lambda:f'] };

describe('POST /events/{id}/create-task', () => {
  let user: TestUser;

  beforeEach(async () => {
    user = await aUser();
  });

  const create = (id: string, body?: unknown) => api.as(user).post<TaskBody>(`/events/${id}/create-task`, body);

  it('makes another while the first is being deleted, or says whose it has: never that it has none', async () => {
    const admin = await aUser({ role: 'admin' });
    for (const _ of Array.from({ length: 10 })) {
      const id = await aStoredEvent();
      const { body: first } = await create(id);
      const [, again] = await Promise.all([api.as(admin).delete(`/tasks/${first.id}`), create(id)]);
      if (again.status !== 201) expectError(again, 'EVENT_HAS_TASK', { task_id: new RegExp(first.id) });
    }
  });

  it('makes title, description, priority and snapshot from the event', async () => {
    const id = await aStoredEvent({ ...LAMBDA, time: '2026-03-01T12:00:00.250Z' });
    const { outcome, entries } = await audited(() => create(id));
    const { status, body } = outcome;
    expect(status).to.equal(201);
    expect(body).to.deep.include({
      title: 'CRITICAL: Lambda Error in lambda',
      status: 'open',
      priority: 'critical',
      assigned_user_id: null,
      event_id: id,
      created_by: user.id,
      created_by_name: user.full_name,
      due_date: null,
    });
    expect(body.event_details).to.deep.equal({
      account: '111122223333',
      region: 'eu-west-1',
      source: 'aws.lambda',
      severity: 'critical',
      detail_type: 'Lambda Error',
      resources: ['arn:aws:lambda:f'],
      published_at: Date.parse('2026-03-01T12:00:00Z') / 1000,
    });
    for (const fact of ['111122223333', 'eu-west-1', 'aws.lambda', 'Lambda Error', 'critical', 'arn:aws:lambda:f']) {
      expect(body.description).to.include(fact);
    }
    expectOneEntry(entries, user, { action: 'task.create_from_event', entity: 'task', entity_id: body.id });
    const event = await api.as(user).get<EventBody>(`/events/${id}`);
    expect(event.body.task_id).to.equal(body.id);
  });

  it('takes the priority from the severity level', async () => {
    const expected = ['low', 'low', 'medium', 'high', 'critical', 'critical'];
    for (const [severity, priority] of expected.entries()) {
      const { body } = await create(await aStoredEvent({ severity }));
      expect(body.priority, `level ${severity}`).to.equal(priority);
    }
  });

  it('takes what is given before what it would make', async () => {
    const id = await aStoredEvent(LAMBDA);
    const assignee = await aUser({ full_name: 'Ann Assignee' });
    const given = {
      title: 'Mine',
      description: '',
      priority: 'low',
      assigned_user_id: assignee.id,
      due_date: 1_900_000_000,
    };
    const { status, body } = await create(id, { ...given, event_id: id });
    expect(status).to.equal(201);
    expect(body).to.include({ ...given, assigned_user_name: 'Ann Assignee', event_id: id });
  });

  it('makes one task an event: the second call names the first task', async () => {
    const id = await aStoredEvent();
    const first = await create(id);
    const second = await create(id);
    expectError(second, 'EVENT_HAS_TASK', ['task_id']);
    expect(second.body).to.deep.include({ details: { task_id: first.body.id } });
  });

  it('makes one of several at once', async () => {
    const id = await aStoredEvent();
    const answers = await Promise.all([create(id), create(id), create(id), create(id)]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 409, 409, 409]);
    const made = answers.find(({ status }) => status === 201)?.body.id;
    for (const answer of answers.filter(({ status }) => status === 409)) {
      expect(answer.body).to.deep.include({ details: { task_id: made } });
    }
  });

  it('makes another once the first is deleted', async () => {
    const id = await aStoredEvent();
    const first = await create(id);
    await api.as(await aUser({ role: 'admin' })).delete(`/tasks/${first.body.id}`);
    const second = await create(id);
    expect(second.status).to.equal(201);
    expect(second.body.id).not.to.equal(first.body.id);
  });

  it('keeps titles and descriptions within their bounds', async () => {
    const resources = Array.from({ length: 900 }, (_, index) => `arn:aws:ec2:::instance/i-${index}`);
    const { body } = await create(
      await aStoredEvent({ 'detail-type': 'x'.repeat(256), source: 'y'.repeat(256), resources }),
    );
    expect(body.title.length).to.be.at.most(500);
    expect(body.description.length).to.be.at.most(5000);
  });

  it('names what is wrong', async () => {
    const id = await aStoredEvent();
    expectError(await create(id, { event_id: uuidv7() }), 'VALIDATION_FAILED', { event_id: /path/ });
    expectError(await create(id, { assigned_user_id: uuidv7() }), 'VALIDATION_FAILED', ['assigned_user_id']);
    expectError(await create(id, { title: '', priority: 'urgent', status: 'open' }), 'VALIDATION_FAILED', [
      'title',
      'priority',
      'status',
    ]);
    expectError(await create(uuidv7()), 'NOT_FOUND');
    expectError(await create('no-id'), 'NOT_FOUND');
  });
});
