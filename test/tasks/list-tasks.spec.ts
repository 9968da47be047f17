import { expect } from 'chai';
import { v7 as uuidv7 } from 'uuid';
import { api } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import type { PageBody, TaskBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { expectError } from '../support/expect-error.js';
import { aUser, type TestUser } from '../support/people.js';
import { aStoredEvent, aTask } from '../support/records.js';

describe('GET /tasks', () => {
  let user: TestUser;

  beforeEach(async () => {
    clock.set('2026-03-01T10:00:00Z');
    user = await aUser();
    const due_date = clock.unix() + 3600;
    await aTask({ title: 'Alpha', priority: 'low', assigned_user_id: user.id, due_date });
    clock.advance({ hours: 1 });
    await aTask({ title: 'Beta', priority: 'critical', status: 'in_progress', description: 'about alpha' });
    clock.advance({ hours: 1 });
    await aTask({ title: 'Gamma 100%', priority: 'high', status: 'closed', assigned_user_id: user.id, due_date });
    clock.advance({ hours: 1 });
    await aTask({ title: 'Delta', by: user });
  });

  const found = async (query: string, as = api.as(user)): Promise<string[]> => {
    const { status, body } = await as.get<PageBody<TaskBody>>(`/tasks?${query}`);
    expect(status, JSON.stringify(body)).to.equal(200);
    expect(body.total).to.equal(body.items.length);
    return body.items.map(({ title }) => title.charAt(0));
  };

  it('lists them newest first, without comments', async () => {
    expect(await found('')).to.deep.equal(['D', 'G', 'B', 'A']);
    const { body } = await api.as(user).get<PageBody<TaskBody>>('/tasks');
    expect(body.items[0]).not.to.have.property('comments');
  });

  it('filters by status and priority, several at once', async () => {
    expect(await found('status=open')).to.deep.equal(['D', 'A']);
    expect(await found('status[]=closed&status[]=in_progress')).to.deep.equal(['G', 'B']);
    expect(await found('priority=low,high')).to.deep.equal(['G', 'A']);
  });

  it('filters by assignee: an id, me or none', async () => {
    expect(await found('assigned_user_id=me')).to.deep.equal(['G', 'A']);
    expect(await found(`assigned_user_id=${user.id}`)).to.deep.equal(['G', 'A']);
    expect(await found('assigned_user_id=none')).to.deep.equal(['D', 'B']);
    expect(await found(`assigned_user_id=${uuidv7()}`)).to.deep.equal([]);
    expect(await found('assigned_user_id=me', api.as(await anApiKey({ scopes: ['tasks:read'] })))).to.deep.equal([]);
  });

  it('filters by what is overdue: past its date and not closed', async () => {
    clock.set('2026-03-01T11:00:00Z');
    expect(await found('overdue=true')).to.deep.equal([]);
    clock.advance({ seconds: 1 });
    expect(await found('overdue=true')).to.deep.equal(['A']);
    expect(await found('overdue=false')).to.deep.equal(['D', 'G', 'B']);
  });

  it('filters by event', async () => {
    const event_id = await aStoredEvent();
    await aTask({ title: 'Epsilon', event_id });
    expect(await found(`event_id=${event_id}`)).to.deep.equal(['E']);
  });

  it('filters by date of creation, to the second, both ends included', async () => {
    const eleven = Date.parse('2026-03-01T11:00:00Z') / 1000;
    expect(await found(`start_date=${eleven}&end_date=${eleven}`)).to.deep.equal(['B']);
    expect(await found(`start_date=${eleven}`)).to.deep.equal(['D', 'G', 'B']);
    expect(await found(`end_date=${eleven}`)).to.deep.equal(['B', 'A']);
  });

  it('searches title and description for a part, whatever signs it holds', async () => {
    expect(await found('search=ALPHA')).to.deep.equal(['B', 'A']);
    expect(await found('search=100%25')).to.deep.equal(['G']);
    expect(await found('search=_')).to.deep.equal([]);
  });

  it('sorts by name, rank and date, what has no date last', async () => {
    expect(await found('sort=title')).to.deep.equal(['A', 'B', 'D', 'G']);
    expect(await found('sort=-priority')).to.deep.equal(['B', 'G', 'D', 'A']);
    expect(await found('sort=status,-title')).to.deep.equal(['D', 'A', 'B', 'G']);
    expect((await found('sort=due_date,title')).slice(0, 2)).to.deep.equal(['A', 'G']);
  });

  it('names what it does not understand', async () => {
    const refused = (query: string) => api.as(user).get(`/tasks?${query}`);
    expectError(await refused('status=done'), 'VALIDATION_FAILED', ['status.0']);
    expectError(await refused('assigned_user_id=you'), 'VALIDATION_FAILED', { assigned_user_id: /UUID/ });
    expectError(await refused('event_id=7'), 'VALIDATION_FAILED', ['event_id']);
    expectError(await refused('overdue=maybe'), 'VALIDATION_FAILED', ['overdue']);
  });
});
