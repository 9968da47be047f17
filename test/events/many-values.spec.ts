import { expect } from 'chai';
import { NAMED_A_DAY } from '../../src/services/events/add-counts.js';
import { type Api, api } from '../support/api.js';
import type { EventBody, PageBody } from '../support/bodies.js';
import { eventsOfSources, expectTrueCounts, MANY, sourceOf } from '../support/counts.js';
import { aUser } from '../support/people.js';
import { anEvent, ingested } from '../support/records.js';
import { deps, sql } from '../support/world.js';

describe('Values beyond those that a day counts by their names', () => {
  let admin: Api;

  beforeEach(async () => {
    admin = api.as(await aUser({ role: 'admin' }));
  });

  const read = async <Body>(path: string): Promise<Body> => {
    const { status, body } = await admin.get<Body>(path);
    expect(status, JSON.stringify(body)).to.equal(200);
    return body;
  };

  const total = async (query = ''): Promise<number> => {
    const list = await read<PageBody<EventBody>>(`/events?${query}`);
    expect(list.total_is_estimate).to.equal(undefined);
    return list.total;
  };

  it('have no empty name where the values are listed', async () => {
    await ingested(...eventsOfSources(MANY));
    expect(await read('/events/sources'))
      .to.have.length(NAMED_A_DAY)
      .and.not.include('');
  });

  it('do not mislead the total of a list', async () => {
    await ingested(...eventsOfSources(MANY), anEvent({ source: sourceOf(0) }), anEvent({ region: 'eu-south-2' }));
    const [named, beyond] = [sourceOf(0), sourceOf(MANY - 1)];
    expect(await read('/events/sources'))
      .to.include(named)
      .and.not.include(beyond);
    expect(await total()).to.equal(MANY + 2);
    expect(await total(`source=${named}`)).to.equal(2);
    expect(await total(`source=${beyond}`)).to.equal(1);
    expect(await total(`source=${named},${beyond}`)).to.equal(3);
    expect(await total('region=eu-south-2')).to.equal(1);
  });

  it('stay beyond for the rest of their day, and have their names on another', async () => {
    await ingested(...eventsOfSources(MANY, { time: '2026-03-09T08:00:00Z' }));
    await ingested(...eventsOfSources(MANY, { time: '2026-03-09T23:59:59Z' }));
    await ingested(...eventsOfSources(10, { time: '2026-03-10T00:00:00Z' }, MANY - 10));
    await expectTrueCounts(deps);
    const beyond = `SELECT hour, count::int FROM event_counts WHERE dimension = 'source' AND value = '' ORDER BY hour`;
    expect(await sql(beyond)).to.deep.equal([
      { hour: new Date('2026-03-09T08:00:00Z'), count: MANY - NAMED_A_DAY },
      { hour: new Date('2026-03-09T23:00:00Z'), count: MANY - NAMED_A_DAY },
    ]);
    expect(await read('/events/sources')).to.include(sourceOf(MANY - 1));
  });

  it('leave the counts that they came to, when they are deleted', async () => {
    const ids = await ingested(...eventsOfSources(MANY));
    for (const id of [ids[0], ids[NAMED_A_DAY - 1], ids[NAMED_A_DAY], ids[MANY - 1]]) {
      expect((await admin.delete(`/events/${id}`)).status).to.equal(204);
      await expectTrueCounts(deps);
    }
    expect(await total()).to.equal(MANY - 4);
    expect(await total(`source=${sourceOf(MANY - 1)}`)).to.equal(0);
  });
});
