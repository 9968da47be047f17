import { expect } from 'chai';
import { consoleAs } from '../support/console.js';
import { aUser } from '../support/people.js';
import { aTask } from '../support/records.js';
import { sql } from '../support/world.js';

const lastEntry = async () =>
  (await sql<Record<string, unknown>>('SELECT * FROM audit_entries ORDER BY id DESC LIMIT 1'))[0];

describe('Tasks in the console', () => {
  it('are made, with their audit entry', async () => {
    const { user, console } = await consoleAs('manager');
    const assignee = await aUser();
    const due = '2026-12-01T10:00:00.000Z';
    const fields = { title: 'Rotate the keys', priority: 'high', assigned_user_id: assignee.id, due_date: due };
    const { body } = await console.create('tasks', fields);
    expect(body.notice?.type).to.equal('success');
    expect(body.record?.params).to.include({ title: 'Rotate the keys', assigned_user_name: assignee.full_name });
    expect(body.record?.params.due_date).to.equal(due);
    expect(await lastEntry()).to.include({
      action: 'task.create',
      via: 'console',
      actor_id: user.id,
      outcome: 'success',
    });
  });

  it('show what is wrong under the field', async () => {
    const { console } = await consoleAs('manager');
    const { body } = await console.create('tasks', { title: ' ', priority: 'urgent' });
    expect(body.notice?.type).to.equal('error');
    expect(Object.keys(body.record?.errors ?? {})).to.have.members(['title', 'priority']);
    expect(await sql('SELECT 1 FROM tasks')).to.deep.equal([]);
  });

  it('take from a form what may be written and nothing else', async () => {
    const { user, console } = await consoleAs('manager');
    const forged = { id: '00000000-0000-7000-8000-000000000001', created_by: '00000000-0000-7000-8000-000000000002' };
    await console.create('tasks', { title: 'x', status: 'closed', deleted_at: '2026-01-01', ...forged });
    const [task] = await sql<Record<string, unknown>>('SELECT id, created_by, status, deleted_at FROM tasks');
    expect(task).to.include({ created_by: user.id, status: 'open', deleted_at: null });
    expect(task?.id).not.to.equal(forged.id);
  });

  it('are started, closed and reopened', async () => {
    const { console } = await consoleAs('manager');
    const { id } = await aTask();
    for (const [action, status] of [
      ['start', 'in_progress'],
      ['close', 'closed'],
      ['reopen', 'open'],
    ] as const) {
      const { body } = await console.act('tasks', id, action);
      expect(body.notice?.type).to.equal('success');
      expect(body.record?.params.status).to.equal(status);
      expect(await lastEntry()).to.include({ action: 'task.set_status', via: 'console', entity_id: id });
    }
  });

  it('are edited, unless somebody else was faster', async () => {
    const { console } = await consoleAs('manager');
    const { id } = await aTask();
    const first = await console.act('tasks', id, 'edit', { title: 'First', version: '1' });
    expect(first.body.record?.params).to.include({ title: 'First', version: 2 });
    const late = await console.act('tasks', id, 'edit', { title: 'Late', version: '1' });
    expect(late.body.notice).to.deep.include({ type: 'error' });
    expect(late.body.notice?.message).to.contain('Someone else');
    // What was typed stays in the form, beside all that the page shows of the task.
    expect(late.body.record?.params).to.include({ title: 'Late', status: 'open' });
    expect(late.body.record?.recordActions.map(({ name }) => name)).to.include.members(['close', 'assignToMe']);
    expect(await sql('SELECT title FROM tasks')).to.deep.equal([{ title: 'First' }]);
  });

  it('are somebody else’s to a user, who is denied, and the denial is noted', async () => {
    const { user, console } = await consoleAs('user');
    const { id } = await aTask();
    const denied = await console.act('tasks', id, 'close');
    expect(denied.body.notice?.type).to.equal('error');
    expect(await lastEntry()).to.include({ action: 'task.set_status', via: 'console', outcome: 'denied' });
    expect(await sql('SELECT status FROM tasks')).to.deep.equal([{ status: 'open' }]);
    await sql('UPDATE tasks SET assigned_user_id = $1', [user.id]);
    expect((await console.act('tasks', id, 'close')).body.notice?.type).to.equal('success');
  });

  it('are taken by who may change them', async () => {
    const { user, console } = await consoleAs('user');
    const { id } = await aTask({ by: user });
    const { body } = await console.act('tasks', id, 'assignToMe');
    expect(body.record?.params.assigned_user_id).to.equal(user.id);
    expect(body.record?.recordActions.map(({ name }) => name)).not.to.include('assignToMe');
  });

  it('are commented', async () => {
    const { user, console } = await consoleAs('user');
    const { id } = await aTask();
    const { body } = await console.act('tasks', id, 'comment', { comment: 'On it.' });
    expect(body.record?.params).to.include({ 'comments.0.comment': 'On it.', 'comments.0.user_name': user.full_name });
    const empty = await console.act('tasks', id, 'comment', { comment: '' });
    expect(empty.body.record?.errors).to.have.property('comment');
    expect(await lastEntry()).to.include({ action: 'task.comment', via: 'console' });
  });

  it('are deleted by administrators', async () => {
    const { console } = await consoleAs('admin');
    const { id } = await aTask();
    expect((await console.act('tasks', id, 'delete')).body.notice?.type).to.equal('success');
    expect((await console.list('tasks')).body.meta?.total).to.equal(0);
    expect(await lastEntry()).to.include({ action: 'task.delete', via: 'console', entity_id: id });
  });

  it('are found by words, state and assignee', async () => {
    const { console } = await consoleAs('viewer');
    const assignee = await aUser();
    await aTask({ title: 'Disk full', assigned_user_id: assignee.id });
    await aTask({ title: 'Certificate', status: 'closed' });
    const titles = async (query: string) =>
      (await console.list('tasks', query)).body.records?.map(({ params }) => params.title);
    expect(await titles('filters.search=disk')).to.deep.equal(['Disk full']);
    expect(await titles('filters.status=closed')).to.deep.equal(['Certificate']);
    expect(await titles('filters.unfinished=true')).to.deep.equal(['Disk full']);
    expect(await titles(`filters.assigned_user_id=${assignee.id}`)).to.deep.equal(['Disk full']);
    expect(await titles('sortBy=title&direction=asc')).to.deep.equal(['Certificate', 'Disk full']);
  });
});
