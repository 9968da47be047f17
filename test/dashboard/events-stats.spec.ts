import { expect } from 'chai';
import { api } from '../support/api.js';
import type { EventBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { expectError } from '../support/expect-error.js';
import { aUser, type TestUser } from '../support/people.js';
import { anEvent, ingested } from '../support/records.js';

interface Stats {
  total: number;
  by_severity: Record<string, number>;
  by_source: Record<string, number>;
  by_source_other: number;
  by_account_other: number;
  by_account: Record<string, number>;
  by_region: Record<string, number>;
  timeline: { timestamp: number; count: number; by_severity: Record<string, number> }[];
  recent_events: EventBody[];
}

const NONE = { critical: 0, high: 0, medium: 0, low: 0, unknown: 0 };
const at = (time: string) => Date.parse(time) / 1000;

describe('GET /dashboard/events-stats', () => {
  let viewer: TestUser;

  beforeEach(async () => {
    clock.set('2026-03-10T12:30:00Z');
    viewer = await aUser({ role: 'viewer' });
  });

  const stats = async (query = ''): Promise<Stats> => {
    const { status, body } = await api.as(viewer).get<Stats>(`/dashboard/events-stats?${query}`);
    expect(status, JSON.stringify(body)).to.equal(200);
    return body;
  };

  const someEvents = () =>
    ingested(
      anEvent({ severity: 5, time: '2026-03-10T12:29:59.999Z', source: 'aws.ec2' }),
      anEvent({ severity: 4, time: '2026-03-10T12:00:00Z', source: 'aws.ec2', account: '999988887777' }),
      anEvent({ severity: 3, time: '2026-03-10T11:59:59Z', source: 'aws.s3' }),
      anEvent({ severity: 1, time: '2026-03-08T23:59:59Z', source: 'aws.s3', region: 'us-east-1' }),
      anEvent({ severity: 0, time: '1999-01-01T00:00:00Z', source: 'aws.s3' }),
      anEvent({ severity: 2, time: '2026-03-11T12:00:00Z', source: 'shop' }),
    );

  it('has every severity and every day, zero or not', async () => {
    const body = await stats();
    expect(body).to.deep.include({ total: 0, by_severity: NONE, by_source: {}, by_account: {}, by_region: {} });
    expect(body.recent_events).to.deep.equal([]);
    const days = ['03', '04', '05', '06', '07', '08', '09', '10'].map((day) => at(`2026-03-${day}`));
    expect(body.timeline.map(({ timestamp, count }) => [timestamp, count])).to.deep.equal(days.map((day) => [day, 0]));
  });

  it('draws nothing before 1970', async () => {
    const { timeline } = await stats('end_date=500000');
    expect(timeline.map(({ timestamp }) => timestamp)).to.deep.equal([0, 1, 2, 3, 4, 5].map((day) => day * 86_400));
    for (const path of ['timeline?end_date=0&days=365', 'timeline?end_date=500000', 'events-stats?end_date=0']) {
      expect((await api.as(viewer).get(`/dashboard/${path}`)).status, path).to.equal(200);
    }
  });

  it('draws seven days at midnight, when there is nothing yet of the eighth', async () => {
    clock.set('2026-03-01T00:00:00Z');
    const days = ['22', '23', '24', '25', '26', '27', '28'].map((day) => at(`2026-02-${day}`));
    expect((await stats()).timeline.map(({ timestamp }) => timestamp)).to.deep.equal(days);
  });

  it('covers everything stored, the far past and the next day, too', async () => {
    await someEvents();
    const body = await stats();
    expect(body.total).to.equal(6);
    expect(body.by_severity).to.deep.equal({ critical: 2, high: 1, medium: 1, low: 1, unknown: 1 });
    expect(body.by_source).to.deep.equal({ 'aws.s3': 3, 'aws.ec2': 2, shop: 1 });
    expect(body.by_account).to.deep.equal({ '111122223333': 5, '999988887777': 1 });
    expect(body.by_region).to.deep.equal({ 'eu-west-1': 5, 'us-east-1': 1 });
  });

  it('tells the 50 commonest one by one, and how many the rest are', async () => {
    const sources = Array.from({ length: 53 }, (_, index) => `source-${index}`);
    await ingested(...sources.map((source) => anEvent({ source })), anEvent({ source: 'source-52' }));
    const { by_source, by_source_other, by_account_other, total } = await stats();
    expect(Object.keys(by_source)).to.have.length(50);
    expect(Object.entries(by_source)[0]).to.deep.equal(['source-52', 2]);
    expect({ by_source_other, by_account_other, total }).to.deep.equal({
      by_source_other: 3,
      by_account_other: 0,
      total: 54,
    });
  });

  it('is exact for dates off the hour, both ends included', async () => {
    await someEvents();
    const total = async (from: string, until: string) =>
      (await stats(`start_date=${at(from)}&end_date=${at(until)}`)).total;
    expect(await total('2026-03-10T11:59:59Z', '2026-03-10T12:29:59Z')).to.equal(3);
    expect(await total('2026-03-10T12:00:00Z', '2026-03-10T12:29:58Z')).to.equal(1);
    expect(await total('2026-03-10T12:00:01Z', '2026-03-10T12:29:59Z')).to.equal(1);
    expect(await total('2026-03-08T23:59:59Z', '2026-03-10T11:59:58Z')).to.equal(1);
    expect(await total('2026-03-08T23:59:58Z', '2026-03-11T12:00:00Z')).to.equal(5);
    expect(await total('1999-01-01T00:00:00Z', '1999-01-01T00:00:00Z')).to.equal(1);
    expect(await total('2026-03-09T00:00:00Z', '2026-03-09T23:59:59Z')).to.equal(0);
  });

  it('counts in severity, source, account and region what the total counts', async () => {
    await someEvents();
    const body = await stats(`start_date=${at('2026-03-10T11:30:00Z')}&end_date=${at('2026-03-10T12:15:00Z')}`);
    expect(body.total).to.equal(2);
    expect(body.by_severity).to.deep.equal({ ...NONE, critical: 1, high: 1 });
    expect(body.by_source).to.deep.equal({ 'aws.ec2': 1, 'aws.s3': 1 });
  });

  it('draws a timeline by hour or day', async () => {
    await someEvents();
    const range = `start_date=${at('2026-03-10T11:00:00Z')}&end_date=${at('2026-03-10T13:59:59Z')}`;
    const hours = (await stats(`${range}&interval=hour`)).timeline;
    expect(hours.map(({ timestamp, count }) => [timestamp, count])).to.deep.equal([
      [at('2026-03-10T11:00:00Z'), 1],
      [at('2026-03-10T12:00:00Z'), 2],
      [at('2026-03-10T13:00:00Z'), 0],
    ]);
    expect(hours[1]?.by_severity).to.deep.equal({ ...NONE, critical: 2 });
    const days = (await stats(`start_date=${at('2026-03-08T00:00:00Z')}&interval=day`)).timeline;
    expect(days.map(({ timestamp, count }) => [timestamp, count])).to.deep.equal([
      [at('2026-03-08T00:00:00Z'), 1],
      [at('2026-03-09T00:00:00Z'), 0],
      [at('2026-03-10T00:00:00Z'), 3],
    ]);
  });

  it('shows the ten newest of the range', async () => {
    await ingested(...Array.from({ length: 12 }, (_, minute) => anEvent({ time: `2026-03-10T10:${10 + minute}:00Z` })));
    const { recent_events } = await stats(`end_date=${at('2026-03-10T10:20:30Z')}`);
    expect(recent_events).to.have.length(10);
    expect(recent_events[0]?.published_at).to.equal(at('2026-03-10T10:20:00Z'));
    expect(recent_events.at(-1)?.published_at).to.equal(at('2026-03-10T10:11:00Z'));
  });

  it('follows what comes in and what is deleted', async () => {
    const [id] = await someEvents();
    expect((await stats()).total).to.equal(6);
    await ingested(anEvent());
    expect((await stats()).total).to.equal(7);
    await api.as(await aUser({ role: 'admin' })).delete(`/events/${id}`);
    expect((await stats()).by_severity.critical).to.equal(1);
  });

  it('names what it does not understand', async () => {
    const refused = (query: string) => api.as(viewer).get(`/dashboard/events-stats?${query}`);
    expectError(await refused('start_date=20&end_date=10'), 'VALIDATION_FAILED', ['end_date']);
    expectError(await refused('interval=week'), 'VALIDATION_FAILED', ['interval']);
    expectError(await refused('start_date=0&interval=hour'), 'VALIDATION_FAILED', ['interval']);
    expectError(await refused('start_date=tomorrow'), 'VALIDATION_FAILED', ['start_date']);
    expectError(await refused('severity=low'), 'VALIDATION_FAILED', ['severity']);
  });
});
