import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { createDeps } from '../../src/app.js';
import type { Deps } from '../../src/services/deps.js';
import { addCounts, NAMED_A_DAY } from '../../src/services/events/add-counts.js';
import { ingestEvents } from '../../src/services/events/ingest-events.js';
import { keyCaller } from '../support/api-keys.js';
import { clock } from '../support/clock.js';
import { eventsOfSources, expectTrueCounts, sourceOf } from '../support/counts.js';
import { withOwnDeps } from '../support/own-database.js';
import { until } from '../support/until.js';

const key = keyCaller({ id: randomUUID(), name: 'k', scopes: ['events:write'], accounts: null, token: '' });

const ingest = (deps: Deps, events: unknown[]) => ingestEvents(deps, key, JSON.stringify(events));

const WAITING = `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

describe('Values that several processes meet first in the same moment', () => {
  it('wait until those that another has met are decided on', () =>
    withOwnDeps(async (deps) => {
      const first = deps.db.createQueryRunner();
      await first.startTransaction();
      const known = { published_at: clock.now(), severity_level: 1, account: '111122223333', region: 'eu-west-1' };
      const met = Array.from({ length: NAMED_A_DAY }, (_, index) => ({ ...known, source: sourceOf(index) }));
      await addCounts({ manager: first.manager }, met, 1);
      // There is room for as many, as far as anybody else can see; half of them are others.
      const second = ingest(deps, eventsOfSources(NAMED_A_DAY, {}, NAMED_A_DAY / 2));
      await until('the second waits', async () => (await deps.db.query(WAITING)).length === 1);
      await first.commitTransaction();
      await first.release();
      await second;
      const [counts] = await deps.db.query(
        `SELECT (count(*) FILTER (WHERE value <> ''))::int AS names, sum(count)::int AS total,
           (max(count) FILTER (WHERE value = ''))::int AS beyond FROM event_day_counts WHERE dimension = 'source'`,
      );
      expect(counts).to.deep.equal({ names: NAMED_A_DAY, total: 2 * NAMED_A_DAY, beyond: NAMED_A_DAY / 2 });
    }));

  it('have one name each, whoever brings them', () =>
    withOwnDeps(async (deps) => {
      const processes = Array.from({ length: 4 }, () => createDeps(deps));
      const days = ['2026-03-10T01:00:00Z', '2026-03-09T01:00:00Z'];
      const answers = await Promise.all(
        processes.flatMap((process, index) =>
          days.map((time) => ingest(process, eventsOfSources(300, { time }, index * 150))),
        ),
      );
      expect(answers.every(({ accepted }) => accepted === 300)).to.equal(true);
      await expectTrueCounts(deps);
    }));
});
