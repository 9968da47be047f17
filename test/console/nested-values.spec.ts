import { expect } from 'chai';
import { api } from '../support/api.js';
import { consoleAs, consoleOf } from '../support/console.js';
import { aUser } from '../support/people.js';
import { aStoredEvent, aTask } from '../support/records.js';
import { sql } from '../support/world.js';

const ID = '00000000-0000-7000-8000-000000000001';

/** Thirty kilobytes, of which AdminJS would make megabytes: each of the leaves with its whole path. */
function deep(): object {
  let value: object = Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`leaf${at}`, at]));
  for (let depth = 0; depth < 80; depth++) value = { [`${'k'.repeat(200)}`]: value };
  return value;
}

const MOST = 200_000;

describe('A page of the console', () => {
  it('is no larger than what it shows, however deeply that is nested: events', async () => {
    const id = await aStoredEvent({ detail: deep() });
    const { console } = await consoleAs('viewer');
    const { text, body } = await console.read('events', id);
    expect(text.length).to.be.below(MOST);
    expect(JSON.parse(body.record?.params.detail_json as string)).to.deep.equal(deep());
    expect((await console.list('events')).text.length).to.be.below(10_000);
  });

  it('is no larger than what it shows: settings, and what the audit log has of them', async () => {
    const admin = await aUser({ role: 'admin' });
    expect((await api.as(admin).put('/config/monitoring', { thresholds: deep() })).status).to.equal(200);
    const console = await consoleOf(admin);
    for (const answer of [
      await console.read('monitoring_settings', ID),
      await console.list('monitoring_settings'),
      await console.list('audit'),
    ]) {
      expect(answer.text.length).to.be.below(MOST);
    }
    const [entry] = await sql<{ id: string }>('SELECT id FROM audit_entries ORDER BY id DESC LIMIT 1');
    const { text, body } = await console.read('audit', entry?.id as string);
    expect(text.length).to.be.below(MOST);
    expect(JSON.parse(body.record?.params.after_json as string)).to.have.property('thresholds');
  });

  it('is no larger than what it shows: tasks', async () => {
    const { id } = await aTask();
    await sql('UPDATE tasks SET event_details = $1', [deep()]);
    const { console } = await consoleAs('admin');
    expect((await console.read('tasks', id)).text.length).to.be.below(MOST);
    const edited = await console.act('tasks', id, 'edit', { title: 'Again', version: '1' });
    expect(edited.body.notice?.type).to.equal('success');
    expect(edited.text.length).to.be.below(MOST);
  });
});
