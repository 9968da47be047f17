import { expect } from 'chai';
import { type ConsoleClient, consoleAs } from '../support/console.js';
import { anEvent, aStoredEvent, ingested } from '../support/records.js';
import { sql } from '../support/world.js';

describe('Events in the console', () => {
  it('are acknowledged', async () => {
    const { user, console } = await consoleAs('user');
    const id = await aStoredEvent();
    const { body } = await console.act('events', id, 'acknowledge');
    expect(body.notice?.type).to.equal('success');
    expect(body.record?.params).to.include({ acknowledged: true, acknowledged_by: user.id });
    expect(body.record?.recordActions.map(({ name }) => name)).not.to.include('acknowledge');
    const entries = await sql('SELECT action, via, entity_id FROM audit_entries');
    expect(entries).to.deep.equal([{ action: 'event.annotate', via: 'console', entity_id: id }]);
  });

  it('name who acknowledged them and their task, to those who may read them', async () => {
    const { user, console } = await consoleAs('user');
    const id = await aStoredEvent();
    const acknowledged = await console.act('events', id, 'acknowledge');
    expect(acknowledged.body.record?.populated.acknowledged_by?.title).to.equal(user.full_name);
    await console.act('events', id, 'createTask');
    const [task] = await sql<{ title: string }>('SELECT title FROM tasks');
    const titlesFor = async (reader: ConsoleClient) => {
      const { populated = {} } = (await reader.read('events', id)).body.record ?? {};
      return Object.fromEntries(Object.entries(populated).map(([name, { title }]) => [name, title]));
    };
    expect(await titlesFor(console)).to.deep.equal({ acknowledged_by: user.full_name, task_id: task?.title });
    const { console: viewer } = await consoleAs('viewer');
    expect(await titlesFor(viewer)).to.deep.equal({ task_id: task?.title });
  });

  it('become a task, once', async () => {
    const { console } = await consoleAs('user');
    const id = await aStoredEvent();
    const first = await console.act('events', id, 'createTask');
    const [task] = await sql<{ id: string }>('SELECT id FROM tasks');
    expect(first.body.redirectUrl).to.equal(`/admin/resources/tasks/records/${task?.id}/show`);
    const second = await console.act('events', id, 'createTask');
    expect(second.body.notice).to.deep.include({ type: 'error' });
    expect(second.body.notice?.message).to.contain('has a task already');
  });

  it('are noted and tagged', async () => {
    const { console } = await consoleAs('user');
    const id = await aStoredEvent();
    const { body } = await console.act('events', id, 'edit', {
      notes: 'Known',
      tags: ['night', 'batch'],
      title: 'Forged',
    });
    expect(body.record?.params).to.include({ notes: 'Known', 'tags.0': 'night', 'tags.1': 'batch' });
    expect(body.record?.params.title).not.to.equal('Forged');
    const tooLong = await console.act('events', id, 'edit', { notes: 'x'.repeat(1001) });
    expect(tooLong.body.record?.errors).to.have.property('notes');
  });

  it('are deleted by managers, not by users', async () => {
    const id = await aStoredEvent();
    const { console: user } = await consoleAs('user');
    expect((await user.act('events', id, 'delete')).body.notice?.type).to.equal('error');
    const { console: manager } = await consoleAs('manager');
    expect((await manager.act('events', id, 'delete')).body.notice?.type).to.equal('success');
    expect((await manager.list('events')).body.meta?.total).to.equal(0);
  });

  it('are found by severity, account, time and words', async () => {
    const { console } = await consoleAs('viewer');
    await ingested(
      anEvent({ severity: 'critical', account: '111111111111', detail: { note: 'turbine' } }),
      anEvent({ severity: 'low', account: '222222222222', time: '2026-01-01T00:00:00Z' }),
    );
    const accounts = async (query: string) =>
      (await console.list('events', query)).body.records?.map(({ params }) => params.account);
    expect(await accounts('')).to.deep.equal(['111111111111', '222222222222']);
    expect(await accounts('filters.severity=critical')).to.deep.equal(['111111111111']);
    expect(await accounts('filters.account=222222222222')).to.deep.equal(['222222222222']);
    expect(await accounts('filters.search=turbine')).to.deep.equal(['111111111111']);
    expect(await accounts('filters.published_at~~to=2026-02-01')).to.deep.equal(['222222222222']);
    expect(await accounts('filters.acknowledged=true')).to.deep.equal([]);
  });
});
