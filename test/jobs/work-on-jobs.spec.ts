import { expect } from 'chai';
import { createDeps } from '../../src/app.js';
import { idleBoss } from '../../src/jobs/boss.js';
import { runJob } from '../../src/jobs/run-job.js';
import { startWorker } from '../../src/jobs/worker.js';
import { jobFigures } from '../../src/services/jobs/job-figures.js';
import { aFailedJob, aJob, jobsOf, workOff } from '../support/jobs.js';
import { logLines } from '../support/log-lines.js';
import { config, deps, proxy, sql } from '../support/world.js';

const linesOf = (name: string) => logLines.parsed().filter(({ job }) => job === name);

describe('A worker', () => {
  it('does what another process has sent, with its own services, once', async () => {
    const done: unknown[] = [];
    const greet = await aJob(async (own, { word }) => {
      done.push(own === worker ? word : 'by the sender');
    });
    const web = createDeps({ config, db: deps.db, log: deps.log });
    const worker = createDeps({ config, db: deps.db, log: deps.log });
    await web.jobs.send(greet, { word: 'hello' });
    await workOff([greet], worker);
    expect(done).to.deep.equal(['hello']);
    expect(await jobsOf(greet)).to.have.nested.property('[0].state', 'completed');
    expect(linesOf(greet.name)).to.have.length(1);
    expect(linesOf(greet.name)[0]).to.include({ level: 'info', msg: 'job done', attempt: 1 });
  });

  it('keeps, logs and counts a job that fails', async () => {
    const { id, job } = await aFailedJob('The mail server is away');
    const [kept] = await jobsOf(job);
    expect(kept).to.deep.include({ id, state: 'failed' });
    expect(kept?.output?.message).to.equal('The mail server is away');
    const [line, ...more] = linesOf(job.name);
    expect(more).to.deep.equal([]);
    expect(line).to.include({ level: 'error', msg: 'job failed', job_id: id, attempt: 1, attempts: 1 });
    expect(line?.err).to.include({ message: 'The mail server is away' });
    const figures = await jobFigures(deps);
    expect(figures.find(({ queue }) => queue === job.name)).to.include({ state: 'failed', count: 1 });
  });

  it('tells each attempt, and whether another one follows', async () => {
    const failing = await aJob(() => Promise.reject(new Error('no')));
    const attempt = { id: 'x', data: { word: 'hello' }, retryLimit: 3, expireInSeconds: 900 };
    await runJob(deps, failing, { ...attempt, retryCount: 2 }).catch(() => undefined);
    await runJob(deps, failing, { ...attempt, retryCount: 3 }).catch(() => undefined);
    expect(linesOf(failing.name).map(({ level, attempt, attempts }) => ({ level, attempt, attempts }))).to.deep.equal([
      { level: 'warn', attempt: 3, attempts: 4 },
      { level: 'error', attempt: 4, attempts: 4 },
    ]);
  });

  it('tells that a job takes longer than it may, since nobody waits for its end', async () => {
    const slow = await aJob(async () => {
      while (linesOf(slow.name).length === 0) await new Promise(setImmediate);
    });
    const attempt = { id: 'x', data: { word: 'hello' }, retryCount: 0, retryLimit: 3, expireInSeconds: 0 };
    await runJob(deps, slow, attempt);
    expect(linesOf(slow.name)[0]).to.include({ level: 'error', msg: 'job takes too long and is given up' });
  });

  it('keeps of a failed query neither its parameters nor what cannot be stored', async () => {
    const failing = await aJob(async (own) => {
      await own.db.query('SELECT $1::uuid', ['a secret']).catch((error: Error) => {
        error.message = 'refused\u0000';
        throw error;
      });
    });
    await deps.jobs.send(failing, { word: 'hello' });
    await workOff([failing]);
    const [kept] = await jobsOf(failing);
    expect(kept?.output).to.have.property('message', 'refused\ufffd');
    expect(kept?.output).to.have.all.keys('name', 'message', 'stack');
  });

  it('fails a job whose stored data is of another shape', async () => {
    const greet = await aJob();
    await deps.jobs.send(greet, { word: 'hello' });
    await sql(`UPDATE pgboss.job SET data = '{}' WHERE name = $1`, [greet.name]);
    await workOff([greet]);
    expect(await jobsOf(greet)).to.have.nested.property('[0].state', 'failed');
  });

  it('survives that the database goes away while it works, and then notes how the job ended', async () => {
    let meet = () => {};
    const met = new Promise<void>((resolve) => {
      meet = resolve;
    });
    const failing = await aJob(async () => {
      await proxy.cut();
      meet();
      throw new Error('The database is away');
    });
    await deps.jobs.send(failing, { word: 'hello' });
    const working = workOff([failing]);
    await met;
    await proxy.restore();
    await working;
    expect(await jobsOf(failing)).to.have.nested.property('[0].state', 'failed');
    const told = logLines.parsed().map(({ msg }) => msg);
    expect(told).to.include.members(['jobs: the database is away', 'jobs: the database is back']);
  });

  it('stops though the database is away', async () => {
    const greet = await aJob();
    const worker = await startWorker(deps, config.DATABASE_URL as string, [greet]);
    await proxy.cut();
    await worker.stop();
  });

  it('tidies up: failures stay for a month, successes for a week', async () => {
    const { job } = await aFailedJob();
    const aged = async (state: string, age: string) => {
      await sql('UPDATE pgboss.job SET state = $2, completed_on = now() - $3::interval WHERE name = $1', [
        job.name,
        state,
        age,
      ]);
      await idleBoss(deps.pool).maintain();
      return (await jobsOf(job)).length;
    };
    expect(await aged('failed', '29 days')).to.equal(1);
    expect(await aged('completed', '6 days')).to.equal(1);
    expect(await aged('completed', '8 days')).to.equal(0);
  });
});
