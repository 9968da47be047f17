import { expect } from 'chai';
import { NAMED_A_DAY } from '../../src/services/events/add-counts.js';
import { type Api, api } from '../support/api.js';
import { eventsOfSources, expectTrueCounts, MANY, sourceOf } from '../support/counts.js';
import { aUser } from '../support/people.js';
import { anEvent, ingested } from '../support/records.js';
import { deps, sql } from '../support/world.js';

type Counts = Record<string, number>;

interface Stats {
  total: number;
  by_source: Counts;
  by_source_other: number;
  by_account: Counts;
  by_account_other: number;
  by_region: Counts;
  by_region_other: number;
}

const sum = (counts: Counts) => Object.values(counts).reduce((total, count) => total + count, 0);

describe('Figures of more values than a day counts by their names', () => {
  let viewer: Api;

  beforeEach(async () => {
    viewer = api.as(await aUser({ role: 'viewer' }));
  });

  const read = async <Body>(path: string): Promise<Body> => {
    const { status, body } = await viewer.get<Body>(path);
    expect(status, JSON.stringify(body)).to.equal(200);
    return body;
  };

  it('tell the commonest by name and the rest as one number', async () => {
    const events = eventsOfSources(MANY).map((event, index) => ({
      ...event,
      account: String(100_000_000_000 + index),
      region: `region-${index}`,
    }));
    await ingested(...events, anEvent({ source: sourceOf(0) }));
    const overview = await read<{ events: Stats }>('/dashboard/overview');
    expect(JSON.stringify(overview)).to.have.length.below(30_000);
    const stats = overview.events;
    expect(stats.total).to.equal(MANY + 1);
    expect(stats.by_source[sourceOf(0)]).to.equal(2);
    for (const kind of ['source', 'account', 'region'] as const) {
      expect(Object.keys(stats[`by_${kind}`]), kind)
        .to.have.length(50)
        .and.not.include('');
      expect(sum(stats[`by_${kind}`]) + stats[`by_${kind}_other`], kind).to.equal(MANY + 1);
    }
    expect(await read('/dashboard/stats')).to.include({ total_events: MANY + 1, affected_accounts: MANY + 1 });
    await expectTrueCounts(deps);
  });

  it('read no more rows a day, however many values come', async () => {
    await ingested(...eventsOfSources(1000));
    await ingested(...eventsOfSources(1000, {}, 1000));
    for (const table of ['event_counts', 'event_day_counts']) {
      const found = await sql(`SELECT 1 FROM ${table} WHERE dimension = 'source'`);
      expect(found, table).to.have.length(NAMED_A_DAY + 1);
    }
    expect(await read<Stats>('/dashboard/events-stats')).to.include({ total: 2000, by_source_other: 1950 });
  });

  it('are exact for dates off the hour and off the day, both ends included', async () => {
    const source = sourceOf(MANY - 1);
    const around = ['2026-03-06T22:59:59Z', '2026-03-06T23:30:00Z', '2026-03-08T00:00:00Z', '2026-03-08T01:10:00Z'];
    await ingested(...around.map((time) => anEvent({ time, source })));
    await ingested(...eventsOfSources(MANY, { time: '2026-03-07T08:00:00Z' }));
    const at = (time: string) => Date.parse(time) / 1000;
    const stats = async (from: string, until: string) => {
      const found = await read<Stats>(`/dashboard/events-stats?start_date=${at(from)}&end_date=${at(until)}`);
      expect(sum(found.by_source) + found.by_source_other).to.equal(found.total);
      return { total: found.total, ofSource: found.by_source[source] };
    };
    expect(await stats('2026-03-06T22:59:59Z', '2026-03-08T01:10:00Z')).to.deep.equal({ total: MANY + 4, ofSource: 4 });
    expect(await stats('2026-03-06T23:00:00Z', '2026-03-08T01:09:59Z')).to.deep.equal({ total: MANY + 2, ofSource: 2 });
    expect(await stats('2026-03-06T23:30:01Z', '2026-03-08T00:00:00Z')).to.include({ total: MANY + 1 });
    expect(await stats('2026-03-07T08:00:00Z', '2026-03-07T08:00:00Z')).to.include({ total: MANY });
  });
});
