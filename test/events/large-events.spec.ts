import { expect } from 'chai';
import { api } from '../support/api.js';
import type { EventBody, PageBody, TaskBody } from '../support/bodies.js';
import { consoleOf } from '../support/console.js';
import { aUser, type TestUser } from '../support/people.js';
import { anEvent, aStoredEvent, ingested } from '../support/records.js';

const KIB = 1024;
const LARGE = { pad: 'x'.repeat(17 * KIB) };
const RESOURCES = Array.from({ length: 60 }, (_, at) => `arn:aws:s3:::bucket-${at}`);

interface Body extends EventBody {
  is_abridged?: true;
}

describe('An event of more than 16 KiB', () => {
  let user: TestUser;

  beforeEach(async () => {
    user = await aUser({ role: 'admin' });
  });

  it('is abridged in lists, and whole by its id', async () => {
    const id = await aStoredEvent({ detail: LARGE, resources: RESOURCES });
    const { body: list } = await api.as(user).get<PageBody<Body>>('/events');
    expect(list.items[0]).to.deep.include({ id, detail: {}, resources: RESOURCES.slice(0, 20), is_abridged: true });
    const { body: whole } = await api.as(user).get<Body>(`/events/${id}`);
    expect(whole).to.deep.include({ detail: LARGE, resources: RESOURCES }).and.not.have.property('is_abridged');
    const { body: annotated } = await api.as(user).patch<Body>(`/events/${id}`, { ...list.items[0], notes: 'seen' });
    expect(annotated).to.deep.include({ detail: LARGE, notes: 'seen' });
    const { body: stats } = await api.as(user).get<{ recent_events: Body[] }>('/dashboard/events-stats');
    expect(stats.recent_events[0]).to.deep.include({ id, detail: {} });
    const shown = await (await consoleOf(user)).read('events', id);
    expect(shown.text).to.contain(LARGE.pad);
  });

  it('is found by what its detail says', async () => {
    const id = await aStoredEvent({ detail: { word: 'needle', ...LARGE } });
    const { body } = await api.as(user).get<PageBody<Body>>('/events?search=needle');
    expect(body.items.map((event) => event.id)).to.deep.equal([id]);
  });

  it('makes no page of a hundred a large one', async () => {
    await ingested(...Array.from({ length: 60 }, () => anEvent({ detail: LARGE, resources: RESOURCES })));
    const { body } = await api.as(user).get<PageBody<Body>>('/events?page_size=100');
    expect(body.items).to.have.length(60);
    expect(JSON.stringify(body).length).to.be.lessThan(200 * KIB);
  });

  it('is one by what the database holds, however short it came', async () => {
    const id = await aStoredEvent({ detail: { list: Array.from({ length: 400 }, () => 5e-324) } });
    const { body: list } = await api.as(user).get<PageBody<Body>>('/events');
    expect(list.items[0]).to.deep.include({ id, detail: {}, is_abridged: true });
  });

  it('shows none of its resources in a list where the first are large themselves', async () => {
    const resources = Array.from({ length: 20 }, () => '\u0001'.repeat(2048));
    const id = await aStoredEvent({ resources });
    const { body: list } = await api.as(user).get<PageBody<Body>>('/events');
    expect(list.items[0]).to.deep.include({ id, resources: [], is_abridged: true });
    expect((await api.as(user).get<Body>(`/events/${id}`)).body.resources).to.deep.equal(resources);
    const { body: task } = await api.as(user).post<TaskBody>(`/events/${id}/create-task`, {});
    expect(task.event_details?.resources).to.deep.equal([]);
  });

  it('leaves a task eight kilobytes of its resources', async () => {
    const resources = Array.from({ length: 40 }, (_, at) => `${at} ${'x'.repeat(1000)}`);
    const id = await aStoredEvent({ resources });
    const { body: task } = await api.as(user).post<TaskBody>(`/events/${id}/create-task`, {});
    expect(task.event_details?.resources).to.deep.equal(resources.slice(0, 8));
  });

  it('leaves a task the first fifty of its resources', async () => {
    const id = await aStoredEvent({ resources: RESOURCES });
    const { body } = await api.as(user).post<TaskBody>(`/events/${id}/create-task`, {});
    expect((body.event_details as { resources: string[] }).resources).to.deep.equal(RESOURCES.slice(0, 50));
  });
});

describe('An event of less', () => {
  it('is whole in lists', async () => {
    const detail = { pad: 'x'.repeat(15 * KIB) };
    const id = await aStoredEvent({ detail });
    const { body } = await api.as(await aUser()).get<PageBody<Body>>('/events');
    expect(body.items[0]).to.deep.include({ id, detail }).and.not.have.property('is_abridged');
  });
});
