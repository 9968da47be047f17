import { expect } from 'chai';
import { api } from '../support/api.js';
import type { EventBody, PageBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { expectError } from '../support/expect-error.js';
import { aUser, type TestUser } from '../support/people.js';
import { anEvent, ingested } from '../support/records.js';

const NOON = Date.parse('2026-03-01T12:00:00Z') / 1000;

describe('GET /events', () => {
  let user: TestUser;
  let ids: Record<'disk' | 'login' | 'bucket' | 'old', string>;

  beforeEach(async () => {
    clock.set('2026-03-01T13:00:00Z');
    user = await aUser();
    const [disk, login, bucket, old] = (await ingested(
      anEvent({ source: 'aws.ec2', severity: 4, time: '2026-03-01T12:00:00.999Z', detail: { text: 'disk is full' } }),
      anEvent({
        source: 'aws.iam',
        severity: 5,
        time: '2026-03-01T11:00:00Z',
        region: 'us-east-1',
        'detail-type': 'Login',
      }),
      anEvent({
        source: 'aws.s3',
        severity: 'low',
        time: '2026-03-01T10:00:00Z',
        account: '999988887777',
        resources: ['arn:aws:s3:::bucket'],
      }),
      anEvent({ source: 'shop', severity: 0, time: '1999-12-31T23:59:59Z', region: 'ap-southeast-7' }),
    )) as [string, string, string, string];
    ids = { disk, login, bucket, old };
  });

  const list = async (query: string): Promise<PageBody<EventBody>> => {
    const { status, body } = await api.as(user).get<PageBody<EventBody>>(`/events?${query}`);
    expect(status, JSON.stringify(body)).to.equal(200);
    return body;
  };
  const found = async (query: string): Promise<string[]> => {
    const { items, total } = await list(query);
    expect(total).to.equal(items.length);
    return items.map(({ id }) => Object.entries(ids).find(([, known]) => known === id)?.[0] ?? id);
  };

  it('lists them newest first', async () => {
    expect(await found('')).to.deep.equal(['disk', 'login', 'bucket', 'old']);
  });

  it('filters by account, region, source and detail type', async () => {
    expect(await found('account=999988887777')).to.deep.equal(['bucket']);
    expect(await found('region=us-east-1&region=ap-southeast-7')).to.deep.equal(['login', 'old']);
    expect(await found('source=aws.ec2,shop')).to.deep.equal(['disk', 'old']);
    expect(await found('detail_type=Login')).to.deep.equal(['login']);
    expect(await found('source=aws.ec2&region=us-east-1')).to.deep.equal([]);
  });

  it('filters by severity, by name or level, in all three spellings', async () => {
    expect(await found('severity=critical')).to.deep.equal(['disk', 'login']);
    expect(await found('severity=5')).to.deep.equal(['login']);
    for (const query of ['severity=low&severity=0', 'severity[]=low&severity[]=unknown', 'severity=1,unknown']) {
      expect(await found(query)).to.deep.equal(['bucket', 'old']);
    }
  });

  it('takes severities in any case, and info for low', async () => {
    for (const query of ['severity=CRITICAL', 'severity=Critical,4']) {
      expect(await found(query)).to.deep.equal(['disk', 'login']);
    }
    expect(await found('severity=INFO')).to.deep.equal(['bucket']);
    expect(await found('severity=info,low,1')).to.deep.equal(['bucket']);
  });

  it('filters by dates, to the second, both ends included', async () => {
    expect(await found(`start_date=${NOON}&end_date=${NOON}`)).to.deep.equal(['disk']);
    expect(await found(`start_date=${NOON - 3600}`)).to.deep.equal(['disk', 'login']);
    expect(await found(`end_date=${NOON - 3600}`)).to.deep.equal(['login', 'bucket', 'old']);
    expect(await found(`start_date=${NOON + 1}`)).to.deep.equal([]);
    expect(await found('end_date=946684799')).to.deep.equal(['old']);
  });

  it('filters by what people said: acknowledged, tag', async () => {
    await api.as(user).patch(`/events/${ids.login}`, { acknowledged: true, tags: ['night', 'on call'] });
    expect(await found('acknowledged=true')).to.deep.equal(['login']);
    expect(await found('acknowledged=false')).to.deep.equal(['disk', 'bucket', 'old']);
    expect(await found('tag=on call')).to.deep.equal(['login']);
    expect(await found('tag=day&tag=night')).to.deep.equal(['login']);
    expect(await found('tag=day')).to.deep.equal([]);
  });

  it('filters by fingerprint', async () => {
    const { fingerprint } = (await list('source=aws.s3')).items[0] as EventBody;
    expect(await found(`fingerprint=${fingerprint}`)).to.deep.equal(['bucket']);
  });

  it('searches title, detail and resources for words', async () => {
    expect(await found('search=FULL disk')).to.deep.equal(['disk']);
    expect(await found('search=bucket')).to.deep.equal(['bucket']);
    expect(await found('search=login -disk')).to.deep.equal(['login']);
    expect(await found(`search=${encodeURIComponent(`' & | ! ( "`)}`)).to.be.an('array');
  });

  it('sorts by time and severity, either way', async () => {
    expect(await found('sort=published_at')).to.deep.equal(['old', 'bucket', 'login', 'disk']);
    expect(await found('sort=-severity,published_at')).to.deep.equal(['login', 'disk', 'bucket', 'old']);
    expect(await found('sort=severity,-published_at')).to.deep.equal(['old', 'bucket', 'disk', 'login']);
  });

  it('asks for nothing with an empty value', async () => {
    expect(await found('account=&severity=&search=&start_date=')).to.deep.equal(['disk', 'login', 'bucket', 'old']);
  });

  it('names what it does not understand', async () => {
    const refused = (query: string) => api.as(user).get(`/events?${query}`);
    expectError(await refused('severity=terrible'), 'VALIDATION_FAILED', ['severity.0']);
    expectError(await refused('severity=6'), 'VALIDATION_FAILED', ['severity.0']);
    expectError(await refused('start_date=yesterday'), 'VALIDATION_FAILED', ['start_date']);
    expectError(await refused('start_date=-1'), 'VALIDATION_FAILED', ['start_date']);
    expectError(await refused('end_date=1.5'), 'VALIDATION_FAILED', ['end_date']);
    expectError(await refused('acknowledged=1'), 'VALIDATION_FAILED', ['acknowledged']);
    expectError(await refused('start_date=1&start_date=2'), 'VALIDATION_FAILED', { start_date: /once/ });
  });
});
