import { expect } from 'chai';
import { api } from '../support/api.js';
import { clock } from '../support/clock.js';
import { expectError } from '../support/expect-error.js';
import { aUser, type TestUser } from '../support/people.js';
import { aTask } from '../support/records.js';

interface Stats {
  total: number;
  by_status: Record<string, number>;
  by_priority: Record<string, number>;
  my_tasks: number;
  overdue: number;
  completion_rate: number;
  mean_hours_to_close: number | null;
}

describe('GET /dashboard/tasks-stats', () => {
  let user: TestUser;

  beforeEach(async () => {
    clock.set('2026-03-10T12:00:00Z');
    user = await aUser();
  });

  const stats = async (by = user): Promise<Stats> => (await api.as(by).get<Stats>('/dashboard/tasks-stats')).body;

  it('has every status and priority, zero or not', async () => {
    expect(await stats()).to.deep.equal({
      total: 0,
      by_status: { open: 0, in_progress: 0, closed: 0 },
      by_priority: { critical: 0, high: 0, medium: 0, low: 0 },
      my_tasks: 0,
      overdue: 0,
      completion_rate: 0,
      mean_hours_to_close: null,
    });
  });

  it('counts what there is, and what is mine and not closed', async () => {
    const due_date = clock.unix() + 7200;
    const tasks = [
      await aTask({ priority: 'high', assigned_user_id: user.id, due_date }),
      await aTask({ status: 'in_progress', assigned_user_id: user.id }),
      await aTask({ priority: 'low', due_date, by: user }),
      await aTask({ assigned_user_id: user.id, due_date }),
    ];
    const admin = await aUser({ role: 'admin' });
    clock.advance({ hours: 3 });
    await api.as(admin).put(`/tasks/${tasks[3]?.id}/status`, { status: 'closed' });
    const gone = await aTask({ priority: 'critical' });
    await api.as(admin).delete(`/tasks/${gone.id}`);
    expect(await stats()).to.deep.equal({
      total: 4,
      by_status: { open: 2, in_progress: 1, closed: 1 },
      by_priority: { critical: 0, high: 1, medium: 2, low: 1 },
      my_tasks: 2,
      overdue: 2,
      completion_rate: 25,
      mean_hours_to_close: 3,
    });
    expect((await stats(admin)).my_tasks).to.equal(0);
  });

  it('covers the tasks that were made between the dates, both ends included', async () => {
    clock.set('2026-03-01T12:00:00Z');
    await aTask({ priority: 'low', status: 'closed' });
    clock.set('2026-03-02T12:00:00Z');
    await aTask({ priority: 'high' });
    const total = async (query: string) =>
      (await api.as(user).get<Stats>(`/dashboard/tasks-stats?${query}`)).body.total;
    const noon = clock.unix();
    expect(await total(`start_date=${noon}`)).to.equal(1);
    expect(await total(`start_date=${noon + 1}`)).to.equal(0);
    expect(await total(`end_date=${noon - 1}`)).to.equal(1);
    expect(await total(`start_date=${noon - 86_400}&end_date=${noon}`)).to.equal(2);
    const { body } = await api.as(user).get<Stats>(`/dashboard/tasks-stats?end_date=${noon - 1}`);
    expect(body).to.deep.include({ completion_rate: 100, by_priority: { critical: 0, high: 0, medium: 0, low: 1 } });
    expectError(await api.as(user).get('/dashboard/tasks-stats?start_date=2&end_date=1'), 'VALIDATION_FAILED', [
      'end_date',
    ]);
  });

  it('tells the part that is done in percent, to a decimal', async () => {
    for (const status of ['closed', 'open', 'open'] as const) await aTask({ by: user, status });
    expect((await stats()).completion_rate).to.equal(33.3);
  });

  it('follows every change at once', async () => {
    const admin = await aUser({ role: 'admin' });
    const rate = async () => (await stats()).completion_rate;
    expect(await rate()).to.equal(0);
    const { id } = await aTask({ by: user, status: 'closed' });
    expect(await rate(), 'made').to.equal(100);
    await api.as(user).put(`/tasks/${id}`, { status: 'open' });
    expect(await rate(), 'changed').to.equal(0);
    await api.as(admin).post('/tasks/bulk', { ids: [id], set: { status: 'closed' } });
    expect(await rate(), 'changed with others').to.equal(100);
    await api.as(admin).delete(`/tasks/${id}`);
    expect(await rate(), 'deleted').to.equal(0);
  });
});
