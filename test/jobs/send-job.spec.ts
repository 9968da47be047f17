import { expect } from 'chai';
import { z } from 'zod';
import { job } from '../../src/services/core/jobs.js';
import { aJob, jobsOf } from '../support/jobs.js';
import { deps, proxy } from '../support/world.js';

const problemOf = (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => expect.fail('it worked'),
    (error: Error) => error,
  );

describe('Sending a job', () => {
  it('inside a transaction makes it exist once that commits, and not before', async () => {
    const greet = await aJob();
    await deps.db.transaction(async (manager) => {
      await deps.jobs.send(greet, { word: 'hello' }, { manager });
      expect(await jobsOf(greet)).to.deep.equal([]);
    });
    const [sent, ...others] = await jobsOf(greet);
    expect(sent).to.deep.include({ state: 'created', data: { word: 'hello' } });
    expect(others).to.deep.equal([]);
  });

  it('inside a transaction that is undone leaves nothing', async () => {
    const greet = await aJob();
    const undone = deps.db.transaction(async (manager) => {
      await deps.jobs.send(greet, { word: 'hello' }, { manager });
      throw new Error('changed my mind');
    });
    expect(await problemOf(undone)).to.have.property('message', 'changed my mind');
    expect(await jobsOf(greet)).to.deep.equal([]);
  });

  it('works without a transaction', async () => {
    const greet = await aJob();
    await deps.jobs.send(greet, { word: 'hello' });
    expect(await jobsOf(greet)).to.have.length(1);
  });

  it('that has no queue is an error, and undoes the transaction that it is sent in', async () => {
    const known = await aJob();
    const unknown = job({ name: 'nobody-knows', data: z.null(), work: async () => undefined });
    expect(await problemOf(deps.jobs.send(unknown, null)))
      .to.have.property('message')
      .that.includes('nobody-knows');
    const undone = deps.db.transaction(async (manager) => {
      await deps.jobs.send(known, { word: 'hello' }, { manager });
      await deps.jobs.send(unknown, null, { manager });
    });
    expect(await problemOf(undone))
      .to.have.property('message')
      .that.includes('nobody-knows');
    expect(await jobsOf(known)).to.deep.equal([]);
  });

  it('with data of another shape is an error', async () => {
    const greet = await aJob();
    const sending = deps.jobs.send(greet, { word: 7 as unknown as string });
    expect(await problemOf(sending))
      .to.have.property('message')
      .that.matches(/cannot take its data.*at word/s);
    expect(await jobsOf(greet)).to.deep.equal([]);
  });

  it('says that the database is away', async () => {
    const greet = await aJob();
    await proxy.cut();
    expect(await problemOf(deps.jobs.send(greet, { word: 'hello' }))).to.have.property('code', 'DATABASE_UNAVAILABLE');
  });
});
