import { expect } from 'chai';
import { api } from '../support/api.js';
import type { EventBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
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
});
