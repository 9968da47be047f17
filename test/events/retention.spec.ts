import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Deps } from '../../src/services/deps.js';
import { ingestEvents } from '../../src/services/events/ingest-events.js';
import { ensurePartitions } from '../../src/services/events/partitions.js';
import { retainEvents } from '../../src/services/events/retain-events.js';
import { keyCaller } from '../support/api-keys.js';
import { clock } from '../support/clock.js';
import { eventsOfSources, expectTrueCounts, MANY } from '../support/counts.js';
import { withOwnDeps } from '../support/own-database.js';
import { anEvent } from '../support/records.js';

const DAY = 86_400_000;

const timeOf = (daysAgo: number) => new Date(clock.now().getTime() - daysAgo * DAY).toISOString();

/** An event of so many days ago, that arrives now. */
const arrives = (deps: Deps, id: string, daysAgo = 0) => arrive(deps, [anEvent({ id, time: timeOf(daysAgo) })]);

/** Events of so many days ago, of more sources than a day counts by their names. */
const manyArrive = (deps: Deps, daysAgo = 0) => arrive(deps, eventsOfSources(MANY, { time: timeOf(daysAgo) }));

async function arrive(deps: Deps, events: unknown[]): Promise<void> {
  const caller = keyCaller({ id: randomUUID(), name: 'k', scopes: ['events:write'], accounts: null, token: '' });
  await ingestEvents(deps, caller, JSON.stringify(events));
}

const stored = async ({ db }: Deps): Promise<string[]> =>
  ((await db.query('SELECT source_event_id AS id FROM events ORDER BY 1')) as { id: string }[]).map(({ id }) => id);

const counted = async ({ db }: Deps): Promise<number> =>
  (await db.query(`SELECT coalesce(sum(count), 0)::int AS count FROM event_counts WHERE dimension = 'severity'`))[0]
    .count;

async function daysLater(deps: Deps, days: number): Promise<void> {
  clock.advance({ days });
  await ensurePartitions(deps);
  await retainEvents(deps);
}

describe('The retention of events', () => {
  it('lets go of whole weeks that are older than 90 days, and of their counts', () =>
    withOwnDeps(async (deps) => {
      await arrives(deps, 'first');
      await daysLater(deps, 80);
      await arrives(deps, 'second');
      expect(await stored(deps)).to.deep.equal(['first', 'second']);
      await daysLater(deps, 20);
      expect(await stored(deps)).to.deep.equal(['second']);
      expect(await counted(deps)).to.equal(1);
      await daysLater(deps, 90);
      expect(await stored(deps)).to.deep.equal([]);
      expect(await counted(deps)).to.equal(0);
    }));

  it('keeps what arrives older than that as long again from its arrival', () =>
    withOwnDeps(async (deps) => {
      await arrives(deps, 'ancient', 10_000);
      await daysLater(deps, 89);
      expect(await stored(deps)).to.deep.equal(['ancient']);
      await daysLater(deps, 2);
      expect(await stored(deps)).to.deep.equal([]);
      expect(await counted(deps)).to.equal(0);
    }));

  it('keeps what arrives late in a week that is due, until its own time is over', () =>
    withOwnDeps(async (deps) => {
      await daysLater(deps, 200);
      await deps.db.query(
        `UPDATE monitoring_settings SET global_settings = global_settings || '{"data_retention_days": 30}'`,
      );
      await arrives(deps, 'late', 40);
      await retainEvents(deps);
      expect(await stored(deps)).to.deep.equal(['late']);
      await daysLater(deps, 29);
      expect(await stored(deps)).to.deep.equal(['late']);
      await daysLater(deps, 10);
      expect(await stored(deps)).to.deep.equal([]);
      expect(await counted(deps)).to.equal(0);
    }));

  it('does not count twice what was deleted before', () =>
    withOwnDeps(async (deps) => {
      await arrives(deps, 'ancient', 10_000);
      await arrives(deps, 'other', 10_001);
      await deps.db.query(`UPDATE events SET deleted_at = now() WHERE source_event_id = 'ancient'`);
      await deps.db.query(`UPDATE event_counts SET count = 0 WHERE hour = (SELECT date_trunc('hour', published_at, 'UTC')
        FROM events WHERE source_event_id = 'ancient')`);
      await daysLater(deps, 91);
      expect(await counted(deps)).to.equal(0);
    }));

  it('takes what has no name in the counts from where it was counted, and leaves no counts behind', () =>
    withOwnDeps(async (deps) => {
      await manyArrive(deps);
      await manyArrive(deps, 10_000);
      await daysLater(deps, 80);
      await manyArrive(deps, 85);
      await expectTrueCounts(deps);
      for (let days = 80; days < 200; days += 15) {
        await daysLater(deps, 15);
        await expectTrueCounts(deps);
      }
      expect(await stored(deps)).to.deep.equal([]);
      for (const table of ['event_counts', 'event_day_counts'])
        expect(await deps.db.query(`SELECT * FROM ${table}`), table).to.deep.equal([]);
    }));

  it('counts anew what stays of a week that it drops', () =>
    withOwnDeps(async (deps) => {
      await daysLater(deps, 200);
      await deps.db.query(
        `UPDATE monitoring_settings SET global_settings = global_settings || '{"data_retention_days": 30}'`,
      );
      await manyArrive(deps, 40);
      await retainEvents(deps);
      await expectTrueCounts(deps);
      await manyArrive(deps, 40);
      await expectTrueCounts(deps);
      expect(await counted(deps)).to.equal(2 * MANY);
    }));

  it('follows the setting, takes in new events of the weeks it dropped, and notes what it did', () =>
    withOwnDeps(async (deps) => {
      await arrives(deps, 'first');
      await daysLater(deps, 30);
      expect(await stored(deps)).to.deep.equal(['first']);
      await deps.db.query(
        `UPDATE monitoring_settings SET global_settings = global_settings || '{"data_retention_days": 7}'`,
      );
      await retainEvents(deps);
      expect(await stored(deps)).to.deep.equal([]);
      await arrives(deps, 'first', 30);
      expect(await stored(deps)).to.deep.equal(['first']);
      const entries = await deps.db.query('SELECT DISTINCT action, actor_email, via FROM audit_entries');
      expect(entries).to.deep.equal([{ action: 'event.drop_week', actor_email: 'system', via: 'job' }]);
    }));
});
