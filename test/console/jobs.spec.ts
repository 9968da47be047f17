import { expect } from 'chai';
import { consoleAs } from '../support/console.js';
import { aFailedJob, aJob, jobsOf, workOff } from '../support/jobs.js';
import { deps, sql } from '../support/world.js';

describe('Jobs in the console', () => {
  it('are listed with their error in one line, and filtered by name and state', async () => {
    const { id } = await aFailedJob('The mail server is away\nand so is its backup');
    const waiting = await aJob();
    await deps.jobs.send(waiting, { word: 'hello' });
    const { console } = await consoleAs('admin');
    const all = (await console.list('jobs')).body.records ?? [];
    expect(all).to.have.length(2);
    const failed = (await console.list('jobs', 'filters.state=failed')).body.records ?? [];
    expect(failed.map((record) => record.id)).to.deep.equal([id]);
    expect(failed[0]?.params).to.include({ state: 'failed', error: 'The mail server is away', attempts: '1 of 1' });
    const named = (await console.list('jobs', `filters.name=${waiting.name}`)).body.records ?? [];
    expect(named.map(({ params }) => params.state)).to.deep.equal(['created']);
  });

  it('leave out the ones that only send others, unless they fail', async () => {
    const { job } = await aFailedJob();
    const { console } = await consoleAs('admin');
    await sql(`UPDATE pgboss.job SET name = '__pgboss__send-it', state = 'completed' WHERE name = $1`, [job.name]);
    expect((await console.list('jobs')).body.records).to.deep.equal([]);
    await sql(`UPDATE pgboss.job SET state = 'failed'`);
    expect((await console.list('jobs')).body.records).to.have.length(1);
  });

  it('show all of the error, when the name last succeeded, and data without secrets', async () => {
    const { id, job } = await aFailedJob('The mail server is away\nand so is its backup');
    await sql(`UPDATE pgboss.job SET data = '{"to":"a@example.com","token":"open sesame"}' WHERE id = $1`, [id]);
    await sql(
      `INSERT INTO pgboss.job (name, state, completed_on) VALUES ($1, 'completed', '2026-03-01T12:00:00Z'),
        ($1, 'completed', '2026-02-01T12:00:00Z')`,
      [job.name],
    );
    const { console } = await consoleAs('admin');
    const { params } = (await console.read('jobs', id)).body.record as { params: Record<string, unknown> };
    expect(params).to.include({
      error: 'The mail server is away\nand so is its backup',
      last_success_at: '2026-03-01T12:00:00.000Z',
      data_json: '{"to":"a@example.com","token":"[redacted]"}',
    });
    expect(params.stack).to.match(/Error: The mail server is away/);
  });

  it('that failed get another attempt from an administrator, once, on record', async () => {
    const { id, job } = await aFailedJob();
    await sql(`UPDATE pgboss.job SET completed_on = now() - interval '20 days' WHERE id = $1`, [id]);
    const { user, console } = await consoleAs('admin');
    expect((await console.act('jobs', id, 'retry')).body.notice?.type).to.equal('success');
    const again = await console.act('jobs', id, 'retry');
    expect(again.body.notice).to.deep.include({
      type: 'error',
      message: 'Only a job that has failed can be tried again.',
    });
    const entries = await sql('SELECT action, entity, entity_id, outcome, actor_id, before, after FROM audit_entries');
    expect(entries).to.deep.equal([
      {
        action: 'job.retry',
        entity: 'job',
        entity_id: id,
        outcome: 'success',
        actor_id: user.id,
        before: { state: 'failed' },
        after: { state: 'retry' },
      },
    ]);
    const mended = { ...job, run: async () => undefined };
    await workOff([mended]);
    expect((await jobsOf(job)).map(({ state }) => state)).to.deep.equal(['completed']);
  });

  it('are nobody else’s to see or to retry', async () => {
    const { id, job } = await aFailedJob();
    for (const role of ['manager', 'user', 'viewer'] as const) {
      const { console } = await consoleAs(role);
      expect((await console.list('jobs')).body.notice?.type, role).to.equal('error');
      expect((await console.read('jobs', id)).text, role).not.to.include('mail server');
      expect((await console.act('jobs', id, 'retry')).body.notice?.type, role).not.to.equal('success');
    }
    expect((await jobsOf(job)).map(({ state }) => state)).to.deep.equal(['failed']);
  });
});
