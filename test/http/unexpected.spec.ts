import { expect } from 'chai';
import { api } from '../support/api.js';
import { logLines } from '../support/log-lines.js';
import { scrape } from '../support/metrics.js';
import { aUser } from '../support/people.js';
import { aTask } from '../support/records.js';
import { hearUnexpected } from '../support/unexpected.js';
import { deps, proxy, sql } from '../support/world.js';

describe('What nobody expected', () => {
  const heard = hearUnexpected();

  const whileBroken = async (work: () => Promise<unknown>) => {
    await aTask({ title: 'what-they-looked-for' });
    await sql('ALTER TABLE task_comments RENAME TO mislaid');
    try {
      await work();
    } finally {
      await sql('ALTER TABLE mislaid RENAME TO task_comments');
    }
  };

  it('is told to the error tracker, with what it is known by', async () => {
    const user = await aUser();
    const headers = { 'x-request-id': 'odd-1' };
    await whileBroken(() => api.as(user).get('/tasks?search=what-they-looked-for', { headers }));
    expect(heard).to.have.length(1);
    expect(heard[0]?.context).to.deep.equal({
      where: 'request',
      method: 'GET',
      route: '/api/tasks',
      request_id: 'odd-1',
      actor_id: user.id,
    });
  });

  it('comes as an error that says what broke, and nothing that people wrote', async () => {
    const user = await aUser();
    await whileBroken(() => api.as(user).get('/tasks?search=what-they-looked-for'));
    const [{ error } = { error: undefined }] = heard;
    expect(error).to.be.instanceOf(Error).and.include({ code: '42P01' });
    expect(error?.message).to.include('task_comments');
    expect(error?.stack).to.match(/\n\s+at /);
    expect(JSON.stringify(Object.getOwnPropertyDescriptors(error))).not.to.include('what-they-looked-for');
  });

  it('is counted', async () => {
    const count = async () => (await scrape()).value('signalbox_unexpected_errors_total', { where: 'request' }) ?? 0;
    const [user, before] = [await aUser(), await count()];
    await whileBroken(() => api.as(user).get('/tasks'));
    expect(await count()).to.equal(before + 1);
  });

  it('is no mistake of the caller’s, and no database that is away', async () => {
    const user = await aUser({ role: 'viewer' });
    for (const answer of [
      await api.get('/tasks'),
      await api.get('/nothing'),
      await api.as(user).get('/audit'),
      await api.as(user).post('/tasks', '{"title":'),
      await api.post('/auth/login', {}),
    ]) {
      expect(answer.status).to.be.within(400, 499);
    }
    await proxy.cut();
    expect((await api.as(user).get('/tasks')).status).to.equal(503);
    await proxy.restore();
    expect(heard).to.deep.equal([]);
  });

  it('is answered and logged all the same when the tracker fails', async () => {
    const user = await aUser();
    deps.onUnexpected = () => Promise.reject(new Error('the tracker is away'));
    await whileBroken(async () => expect((await api.as(user).get('/tasks')).status).to.equal(500));
    const line = await logLines.first(({ level }) => level === 'warn');
    expect(JSON.stringify(line)).to.include('the tracker is away');
    expect(logLines.parsed().find(({ level }) => level === 'error')).to.include({ msg: 'INTERNAL' });
  });
});
