import { expect } from 'chai';
import { api } from '../support/api.js';
import type { CommentBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { consoleAs } from '../support/console.js';
import { eventually } from '../support/eventually.js';
import { aUser, type TestUser } from '../support/people.js';
import { aTask } from '../support/records.js';
import { deps, sql } from '../support/world.js';

/** More than there are connections. */
const MANY = 40;

describe('Whoever has more calls at once than there are connections', () => {
  let id: string;
  let user: TestUser;

  beforeEach(async () => {
    user = await aUser();
    ({ id } = await aTask());
  });

  /** Does something while nobody can change the task. */
  async function whileLocked(work: () => Promise<void>): Promise<void> {
    const holder = deps.db.createQueryRunner();
    await holder.startTransaction();
    try {
      await holder.query('SELECT 1 FROM tasks WHERE id = $1 FOR UPDATE', [id]);
      await work();
    } finally {
      await holder.rollbackTransaction();
      await holder.release();
    }
  }

  const areWaiting = async (): Promise<boolean> => {
    const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    return (await sql(waiting)).length > 0;
  };

  const comment = () => api.as(user).post(`/tasks/${id}/comments`, { comment: 'Me, too.' });

  it('waits for themselves, and keeps nobody else from an answer', async () => {
    const other = api.as(await aUser());
    let all: Promise<{ status: number }[]> = Promise.resolve([]);
    await whileLocked(async () => {
      all = Promise.all(Array.from({ length: MANY }, comment));
      await eventually(areWaiting);
      for (const answer of [await other.get('/tasks'), await other.get('/health', { base: '' })]) {
        expect(answer.status).to.equal(200);
      }
    });
    expect((await all).map(({ status }) => status)).to.deep.equal(Array(MANY).fill(201));
  });

  it('has changes of the time when each had what it waited for', async () => {
    let change: Promise<{ body: CommentBody }> | undefined;
    await whileLocked(async () => {
      change = api.as(user).post<CommentBody>(`/tasks/${id}/comments`, { comment: 'Late.' });
      await eventually(areWaiting);
      clock.advance({ minutes: 1 });
    });
    expect((await change)?.body.created_at).to.equal(clock.unix());
  });

  it('is the same through the console', async () => {
    const { console } = await consoleAs('manager');
    const other = await consoleAs('viewer');
    let all: Promise<{ status: number }[]> = Promise.resolve([]);
    await whileLocked(async () => {
      all = Promise.all(
        Array.from({ length: MANY }, () => console.act('tasks', id, 'comment', { comment: 'And me.' })),
      );
      await eventually(areWaiting);
      expect((await other.console.list('tasks')).status).to.equal(200);
    });
    expect((await all).map(({ status }) => status)).to.deep.equal(Array(MANY).fill(200));
    expect(await sql('SELECT count(*)::int FROM task_comments')).to.deep.equal([{ count: MANY }]);
  });
});
