import { expect } from 'chai';
import { api } from '../support/api.js';
import type { EventBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { expectError } from '../support/expect-error.js';
import { aUser, oneOfEachRole } from '../support/people.js';
import { anEvent, aTask, ingested } from '../support/records.js';
import { sql } from '../support/world.js';

interface Overview {
  events: { total: number; by_severity: Record<string, number>; recent_events: EventBody[] };
  tasks: { total: number; my_tasks: number };
  users: { total: number; active: number; by_role: Record<string, number> };
}

describe('GET /dashboard/overview', () => {
  it('tells every role of events, tasks and users, in figures only', async () => {
    const people = await oneOfEachRole();
    await aUser({ role: 'user', is_active: false });
    await ingested(anEvent({ severity: 4 }), anEvent({ severity: 1 }));
    await aTask({ by: people.manager, assigned_user_id: people.viewer.id });
    for (const person of Object.values(people)) {
      const { status, body } = await api.as(person).get<Overview>('/dashboard/overview');
      expect(status).to.equal(200);
      expect(body.events).to.include({ total: 2 });
      expect(body.events.by_severity).to.include({ critical: 1, low: 1 });
      expect(body.events.recent_events).to.have.length(2);
      expect(body.tasks).to.include({ total: 1, my_tasks: person.role === 'viewer' ? 1 : 0 });
      expect(body.users).to.deep.equal({ total: 5, active: 4, by_role: { admin: 1, manager: 1, user: 2, viewer: 1 } });
    }
  });
});

describe('GET /dashboard/overview with dates', () => {
  it('covers what is of that time: events by theirs, tasks and users by when they were made', async () => {
    clock.set('2026-03-01T12:00:00Z');
    const viewer = await aUser({ role: 'viewer' });
    const manager = await aUser({ role: 'manager' });
    await aTask({ by: manager });
    clock.set('2026-03-05T12:00:00Z');
    await aTask({ by: manager });
    await ingested(anEvent({ time: '2026-03-01T12:00:00Z' }), anEvent({ time: '2026-03-05T11:00:00Z' }));
    const overview = async (query: string) => (await api.as(viewer).get<Overview>(`/dashboard/overview?${query}`)).body;
    const since = await overview(`start_date=${clock.unix() - 86_400}`);
    expect([since.events.total, since.tasks.total, since.users.total]).to.deep.equal([1, 1, 0]);
    expect(since.events.recent_events).to.have.length(1);
    expect(since.users.by_role).to.deep.equal({ admin: 0, manager: 0, user: 0, viewer: 0 });
    const until = await overview(`end_date=${clock.unix() - 86_400}`);
    expect([until.events.total, until.tasks.total, until.users.total]).to.deep.equal([1, 1, 2]);
    for (const path of ['overview', 'timeline']) {
      const reversed = await api.as(viewer).get(`/dashboard/${path}?start_date=20&end_date=10`);
      expectError(reversed, 'VALIDATION_FAILED', ['end_date']);
      expectError(await api.as(viewer).get(`/dashboard/${path}?start_date=0`), 'VALIDATION_FAILED', ['start_date']);
    }
  });
});

describe('GET /dashboard/users-stats', () => {
  it('counts by role and state, and who logged in within a day', async () => {
    clock.set('2026-03-10T12:00:00Z');
    const admin = await aUser({ role: 'admin', last_login: new Date('2026-03-10T11:00:00Z') });
    await aUser({ role: 'user', last_login: new Date('2026-03-09T11:59:59Z') });
    await aUser({ role: 'user', is_active: false });
    const gone = await aUser({ role: 'manager' });
    await sql('UPDATE users SET deleted_at = now() WHERE id = $1', [gone.id]);
    const { body } = await api.as(admin).get('/dashboard/users-stats');
    expect(body).to.deep.equal({
      total: 3,
      active: 2,
      by_role: { admin: 1, manager: 0, user: 2, viewer: 0 },
      logged_in_last_24h: 1,
    });
  });

  it('counts those who were made between the dates', async () => {
    clock.set('2026-03-10T12:00:00Z');
    const admin = await aUser({ role: 'admin', created_at: new Date('2026-01-01T00:00:00Z') });
    await aUser({ role: 'user' });
    const users = async (query: string) =>
      (await api.as(admin).get<Overview['users']>(`/dashboard/users-stats?${query}`)).body;
    expect(await users(`start_date=${clock.unix()}`)).to.deep.include({
      total: 1,
      by_role: { admin: 0, manager: 0, user: 1, viewer: 0 },
    });
    expect((await users(`end_date=${clock.unix() - 1}`)).total).to.equal(1);
  });
});
