import { expect } from 'chai';
import { v7 as uuidv7 } from 'uuid';
import { api } from '../support/api.js';
import { audited, expectOneEntry } from '../support/audit.js';
import type { CommentBody, TaskBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { expectError } from '../support/expect-error.js';
import { aUser, type TestUser } from '../support/people.js';
import { aTask } from '../support/records.js';
import { sql } from '../support/world.js';

describe('POST /tasks/{id}/comments', () => {
  let user: TestUser;
  let id: string;

  beforeEach(async () => {
    clock.set('2026-03-01T12:00:00Z');
    user = await aUser({ full_name: 'Carl Comment' });
    ({ id } = await aTask());
  });

  const comment = (text: unknown, by = user) =>
    api.as(by).post<CommentBody>(`/tasks/${id}/comments`, { comment: text });

  it('adds a comment to any task, one’s own or not', async () => {
    const { outcome, entries } = await audited(() => comment('  On it.  '));
    const { status, body } = outcome;
    expect(status).to.equal(201);
    expect(body).to.deep.equal({
      id: body.id,
      task_id: id,
      user_id: user.id,
      user_name: 'Carl Comment',
      comment: 'On it.',
      created_at: clock.unix(),
    });
    expectOneEntry(entries, user, {
      action: 'task.comment',
      entity: 'task',
      entity_id: id,
      after: { comment: 'On it.' },
    });
  });

  it('has room for three hundred, which every answer of the task brings', async () => {
    await sql(
      `INSERT INTO task_comments SELECT gen_random_uuid(), $1, $2, 'one of many', now() FROM generate_series(1, 299)`,
      [id, user.id],
    );
    expect((await comment('the last')).status).to.equal(201);
    expectError(await comment('one too many'), 'TOO_MANY_COMMENTS');
    expect(await sql('SELECT count(*)::int FROM task_comments')).to.deep.equal([{ count: 300 }]);
  });

  it('shows them with the task, oldest first, and counts them in the list', async () => {
    const other = await aUser({ full_name: 'Olga Other' });
    for (const [text, by] of [
      ['one', user],
      ['two', other],
      ['three', user],
    ] as const)
      await comment(text, by);
    const { body } = await api.as(user).get<TaskBody>(`/tasks/${id}`);
    expect(body.comments?.map((one) => [one.comment, one.user_name])).to.deep.equal([
      ['one', 'Carl Comment'],
      ['two', 'Olga Other'],
      ['three', 'Carl Comment'],
    ]);
    expect(body.comment_count).to.equal(3);
    const list = await api.as(user).get<{ items: TaskBody[] }>('/tasks');
    expect(list.body.items[0]?.comment_count).to.equal(3);
  });

  it('keeps who wrote what when the writer is deleted', async () => {
    await comment('Still here.');
    await api.as(await aUser({ role: 'admin' })).delete(`/users/${user.id}`);
    const { body } = await api.as(await aUser()).get<TaskBody>(`/tasks/${id}`);
    expect(body.comments?.[0]).to.include({ comment: 'Still here.', user_name: 'Carl Comment' });
  });

  it('has between 1 and 2000 characters', async () => {
    expect((await comment('x'.repeat(2000))).status).to.equal(201);
    expectError(await comment('x'.repeat(2001)), 'VALIDATION_FAILED', { comment: /2000/ });
    expectError(await comment(' \n '), 'VALIDATION_FAILED', { comment: /empty/ });
    expectError(await comment(undefined), 'VALIDATION_FAILED', { comment: /required/ });
  });

  it('needs a task that is there', async () => {
    for (const missing of [uuidv7(), 'no-id']) {
      expectError(await api.as(user).post(`/tasks/${missing}/comments`, { comment: 'x' }), 'NOT_FOUND');
    }
  });
});
