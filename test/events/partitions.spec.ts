import { expect } from 'chai';
import type { Deps } from '../../src/services/deps.js';
import { ensurePartitions, weeklyPartitions } from '../../src/services/events/partitions.js';
import { clock } from '../support/clock.js';
import { withOwnDeps } from '../support/own-database.js';

const WEEK = 7 * 86_400_000;

const partitions = ({ db }: Deps) => weeklyPartitions(db.manager);

// They begin as they are on the day that every test begins with, a Tuesday.
describe('The partitions of events', () => {
  it('are weeks that follow each other, from the edge a quarter ago to four weeks ahead', () =>
    withOwnDeps(async (deps) => {
      const weeks = await partitions(deps);
      expect(weeks.slice(1).map(({ from }) => from)).to.deep.equal(weeks.slice(0, -1).map(({ until }) => until));
      for (const { from, until } of weeks) {
        expect(until - from).to.equal(WEEK);
        expect(new Date(from).getUTCDay()).to.equal(1);
      }
      expect(weeks[0]).to.include({ name: 'events_20251208', from: Date.parse('2025-12-08') });
      expect(weeks.at(-1)).to.include({ name: 'events_20260406', until: Date.parse('2026-04-13') });
    }));

  it('are made ahead as a week begins, each once, whoever comes first', () =>
    withOwnDeps(async (deps) => {
      const before = await partitions(deps);
      clock.set('2026-03-15T23:59:59.999Z');
      await ensurePartitions(deps);
      expect(await partitions(deps)).to.deep.equal(before);
      clock.set('2026-03-16T00:00:00Z');
      await Promise.all([ensurePartitions(deps), ensurePartitions(deps), ensurePartitions(deps)]);
      const [from, until] = ['2026-04-13', '2026-04-20'].map(Date.parse);
      expect(await partitions(deps)).to.deep.equal([...before, { name: 'events_20260413', from, until }]);
    }));

  it('are there again after the process stood still for a year', () =>
    withOwnDeps(async (deps) => {
      const before = await partitions(deps);
      clock.advance({ days: 365 });
      await ensurePartitions(deps);
      const weeks = await partitions(deps);
      expect(weeks).to.have.length(before.length + 52);
      expect(weeks.at(-1)).to.include({ name: 'events_20270405', until: Date.parse('2027-04-12') });
    }));
});
