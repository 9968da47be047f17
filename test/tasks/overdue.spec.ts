import { expect } from 'chai';
import { api } from '../support/api.js';
import type { PageBody, TaskBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { type ConsoleClient, consoleOf } from '../support/console.js';
import { aUser, type TestUser } from '../support/people.js';
import { aTask } from '../support/records.js';

describe('A task whose due date passes', () => {
  let user: TestUser;
  let console: ConsoleClient;
  let id: string;

  // Long ago, so that the time of the database is none of it.
  beforeEach(async () => {
    clock.set('2026-03-01T12:00:00Z');
    user = await aUser();
    console = await consoleOf(user);
    ({ id } = await aTask({ due_date: clock.unix() + 3600, assigned_user_id: user.id }));
  });

  const get = async <Body>(path: string): Promise<Body> => (await api.as(user).get<Body>(path)).body;

  /** What each place says of it. */
  async function told(): Promise<Record<string, unknown>> {
    const { items } = await get<PageBody<TaskBody>>('/tasks');
    const lists = ['/tasks?overdue=true', '/tasks?overdue=false'].map((path) => get<PageBody<TaskBody>>(path));
    const [late, timely] = await Promise.all(lists);
    const { overdue } = await get<{ overdue: number }>('/dashboard/tasks-stats');
    const inConsole = (await console.read('tasks', id)).body.record?.params.is_overdue;
    const alone = (await get<TaskBody>(`/tasks/${id}`)).is_overdue;
    return { alone, listed: items[0]?.is_overdue, late: late?.total, timely: timely?.total, overdue, inConsole };
  }

  const TIMELY = { alone: false, listed: false, late: 0, timely: 1, overdue: 0, inConsole: false };
  const LATE = { alone: true, listed: true, late: 1, timely: 0, overdue: 1, inConsole: true };

  it('is overdue from the next moment on, wherever it is read', async () => {
    clock.advance({ hours: 1 });
    expect(await told()).to.deep.equal(TIMELY);
    clock.advance({ seconds: 1 });
    expect(await told()).to.deep.equal(LATE);
  });

  it('is so no longer when it is closed, and again when it is reopened', async () => {
    clock.advance({ hours: 2 });
    const set = (status: string) => api.as(user).put<TaskBody>(`/tasks/${id}/status`, { status });
    expect((await set('closed')).body.is_overdue).to.equal(false);
    expect(await told()).to.deep.equal(TIMELY);
    expect((await set('in_progress')).body.is_overdue).to.equal(true);
    expect(await told()).to.deep.equal(LATE);
  });

  it('waits again when the date is moved, or taken away', async () => {
    clock.advance({ hours: 2 });
    const put = (due_date: number | null) => api.as(user).put<TaskBody>(`/tasks/${id}`, { due_date });
    expect((await put(clock.unix() + 60)).body.is_overdue).to.equal(false);
    clock.advance({ minutes: 2 });
    expect(await told()).to.deep.equal(LATE);
    expect((await put(null)).body.is_overdue).to.equal(false);
  });
});
