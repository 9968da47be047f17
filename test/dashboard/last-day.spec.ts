import { expect } from 'chai';
import { api } from '../support/api.js';
import { clock } from '../support/clock.js';
import { expectError } from '../support/expect-error.js';
import { aUser, type TestUser } from '../support/people.js';
import { anEvent, ingested } from '../support/records.js';

describe('GET /dashboard/stats', () => {
  it('counts the last 24 hours, to the second', async () => {
    clock.set('2026-03-10T12:30:00Z');
    const viewer = await aUser({ role: 'viewer' });
    const read = async () => (await api.as(viewer).get('/dashboard/stats')).body;
    const zero = { critical_events: 0, high_events: 0, medium_events: 0, low_events: 0 };
    expect(await read()).to.deep.equal({ total_events: 0, ...zero, affected_accounts: 0, period: 'last_24h' });
    await ingested(
      anEvent({ severity: 5, time: '2026-03-10T12:29:59Z' }),
      anEvent({ severity: 4, time: '2026-03-09T12:30:00Z', account: '999988887777' }),
      anEvent({ severity: 0, time: '2026-03-09T13:00:00Z' }),
      anEvent({ severity: 2, time: '2026-03-09T12:29:59Z', account: '555566667777' }),
    );
    expect(await read()).to.deep.equal({
      total_events: 3,
      ...zero,
      critical_events: 2,
      affected_accounts: 2,
      period: 'last_24h',
    });
  });
});

describe('GET /dashboard/timeline', () => {
  let viewer: TestUser;

  beforeEach(async () => {
    clock.set('2026-03-10T00:30:00Z');
    viewer = await aUser({ role: 'viewer' });
  });

  interface Day {
    date: string;
    count: number;
    by_severity: Record<string, number>;
  }

  const days = async (query = ''): Promise<Day[]> =>
    (await api.as(viewer).get<{ data: Day[] }>(`/dashboard/timeline?${query}`)).body.data;

  it('has one entry a day, in UTC, today the last, zero or not', async () => {
    const data = await days();
    expect(data.map(({ date }) => date)).to.deep.equal(
      ['04', '05', '06', '07', '08', '09', '10'].map((day) => `2026-03-${day}`),
    );
    expect(data[0]).to.deep.include({ count: 0, by_severity: { critical: 0, high: 0, medium: 0, low: 0, unknown: 0 } });
    expect(await days('days=1')).to.have.length(1);
    expect(await days('days=365')).to.have.length(365);
  });

  it('counts each event on its day', async () => {
    await ingested(
      anEvent({ severity: 4, time: '2026-03-10T00:00:00Z' }),
      anEvent({ severity: 1, time: '2026-03-09T23:59:59Z' }),
      anEvent({ severity: 1, time: '2026-03-08T23:59:59Z' }),
    );
    const data = await days('days=2');
    expect(data.map(({ date, count }) => [date, count])).to.deep.equal([
      ['2026-03-09', 1],
      ['2026-03-10', 1],
    ]);
    expect(data[1]?.by_severity).to.include({ critical: 1, low: 0 });
  });

  it('counts the severities that are asked for', async () => {
    await ingested(...[5, 4, 3, 1].map((severity) => anEvent({ severity, time: '2026-03-10T00:10:00Z' })));
    const [today] = await days('days=1&severity=critical,low');
    expect(today).to.deep.include({ count: 3 });
    expect(today?.by_severity).to.deep.equal({ critical: 2, high: 0, medium: 0, low: 1, unknown: 0 });
  });

  it('takes severities by name in any case, by level, and info for low', async () => {
    await ingested(...[5, 4, 1, 0].map((severity) => anEvent({ severity, time: '2026-03-10T00:10:00Z' })));
    const count = async (severity: string) => (await days(`days=1&severity=${severity}`))[0]?.count;
    expect(await count('CRITICAL')).to.equal(2);
    expect(await count('5')).to.equal(1);
    expect(await count('Info,0')).to.equal(2);
    expect(await count('low,info,1')).to.equal(1);
  });

  it('covers the dates where they are given, both ends included', async () => {
    await ingested(
      anEvent({ time: '2026-02-01T00:00:00Z' }),
      anEvent({ time: '2026-02-02T11:59:59Z' }),
      anEvent({ time: '2026-02-02T12:00:00Z' }),
    );
    const at = (time: string) => Date.parse(time) / 1000;
    const counts = async (query: string) => (await days(query)).map(({ date, count }) => [date, count]);
    const [start, end] = [at('2026-02-01T00:00:00Z'), at('2026-02-02T11:59:59Z')];
    expect(await counts(`start_date=${start}&end_date=${end}`)).to.deep.equal([
      ['2026-02-01', 1],
      ['2026-02-02', 1],
    ]);
    expect(await counts(`end_date=${end}&days=1`)).to.deep.equal([['2026-02-02', 1]]);
    expect(await counts(`start_date=${start}&days=1`)).to.have.length(38);
  });

  it('goes back a year at most', async () => {
    for (const query of ['days=0', 'days=366', 'days=many', 'severity=terrible']) {
      expectError(await api.as(viewer).get(`/dashboard/timeline?${query}`), 'VALIDATION_FAILED');
    }
  });
});
