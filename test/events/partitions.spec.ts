import { expect } from 'chai';
import type { Deps } from '../../src/services/deps.js';
import { ensurePartitions, weeklyPartitions } from '../../src/services/events/partitions.js';
import { clock } from '../support/clock.js';
import { withOwnDeps } from '../support/own-database.js';

const WEEK = 7 * 86_400_000;

const partitions = ({ db }: Deps) => weeklyPartitions(db.manager);

describe('The partitions of events', () => {
  it('are weeks that follow each other, from the edge to four weeks ahead', () =>
    withOwnDeps(async (deps) => {
      const weeks = await partitions(deps);
      expect(weeks.slice(1).map(({ from }) => from)).to.deep.equal(weeks.slice(0, -1).map(({ until }) => until));
      for (const { from, until } of weeks) {
        expect(until - from).to.equal(WEEK);
        expect(new Date(from).getUTCDay()).to.equal(1);
      }
      expect(weeks.at(-1)?.until).to.be.greaterThan(Date.now() + 4 * WEEK);
    }));

  it('are made ahead as time goes by, each once, whoever comes first', () =>
    withOwnDeps(async (deps) => {
      const before = await partitions(deps);
      clock.advance({ days: 14 });
      await Promise.all([ensurePartitions(deps), ensurePartitions(deps), ensurePartitions(deps)]);
      expect((await partitions(deps)).length).to.be.within(before.length + 2, before.length + 3);
      const after = await partitions(deps);
      await ensurePartitions(deps);
      expect(await partitions(deps)).to.deep.equal(after);
    }));

  it('are there again after the process stood still for a year', () =>
    withOwnDeps(async (deps) => {
      clock.advance({ days: 365 });
      await ensurePartitions(deps);
      const weeks = await partitions(deps);
      expect(weeks.at(-1)?.until).to.be.greaterThan(clock.now().getTime() + 4 * WEEK);
    }));
});
