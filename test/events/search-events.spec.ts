import { expect } from 'chai';
import { api } from '../support/api.js';
import type { EventBody, PageBody } from '../support/bodies.js';
import { expectError } from '../support/expect-error.js';
import { aUser, type TestUser } from '../support/people.js';
import { anEvent, ingested } from '../support/records.js';

const INSTANCE = 'arn:aws:ec2:eu-west-1:123456789012:instance/i-0abc1234def567890';

describe('A search of events', () => {
  let user: TestUser;
  let names: Record<string, string>;

  beforeEach(async () => {
    user = await aUser({ role: 'viewer' });
    const [instance, alarm, text, thai] = (await ingested(
      anEvent({ resources: [INSTANCE], detail: { state: 'stopped', 'image-id': 'ami-77' } }),
      anEvent({
        'detail-type': 'CloudWatch Alarm State Change',
        source: 'aws.cloudwatch',
        resources: [],
        detail: { alarmName: 'prod/api-5xx_errors.high', state: { value: 'ALARM', reason: 'Threshold crossed twice' } },
      }),
      anEvent({
        resources: [],
        detail: { message: 'first line\nsecond line says "quoted\\path" at 3.14 & <b>bold</b> user@host.example' },
      }),
      anEvent({ resources: [], detail: { message: 'น้ำท่วม ถนน 12e3abc ÜBERLAST' } }),
    )) as [string, string, string, string];
    names = { [instance]: 'instance', [alarm]: 'alarm', [text]: 'text', [thai]: 'thai' };
  });

  const search = (text: string) =>
    api.as(user).get<PageBody<EventBody>>(`/events?search=${encodeURIComponent(text)}&sort=published_at`);
  const found = async (text: string): Promise<(string | undefined)[]> => {
    const { status, body } = await search(text);
    expect(status, JSON.stringify(body)).to.equal(200);
    expect(body.total).to.equal(body.items.length);
    return body.items.map(({ id }) => names[id]).sort();
  };

  it('finds words of title, detail and resources, in any letters and any order', async () => {
    expect(await found('crossed THRESHOLD')).to.deep.equal(['alarm']);
    expect(await found('stopped')).to.deep.equal(['instance']);
    expect(await found('überlast')).to.deep.equal(['thai']);
    expect(await found('crossed stopped')).to.deep.equal([]);
    expect(await found('thresh')).to.deep.equal([]);
  });

  it('finds an ARN, whole and by its parts', async () => {
    for (const part of [INSTANCE, 'instance/i-0abc1234def567890', 'i-0abc1234def567890', '0abc1234def567890']) {
      expect(await found(part), part).to.deep.equal(['instance']);
    }
    expect(await found('arn:aws:ec2:eu-west-1')).to.deep.equal(['instance']);
    expect(await found('eu-west-1 stopped')).to.deep.equal(['instance']);
    expect(await found('ami-77')).to.deep.equal(['instance']);
    expect(await found('i-0abc1234def567891')).to.deep.equal([]);
  });

  it('finds the name of an alarm, whole and by its parts', async () => {
    for (const part of ['prod/api-5xx_errors.high', 'api-5xx', '5xx_errors', 'high', 'prod errors']) {
      expect(await found(part), part).to.deep.equal(['alarm']);
    }
    expect(await found('api-errors')).to.deep.equal([]);
  });

  it('finds words beside signs of JSON, of HTML and of numbers', async () => {
    for (const part of [
      'second',
      'quoted',
      'path',
      '3.14',
      'bold',
      'user@host.example',
      'host',
      '"line second line"',
    ]) {
      expect(await found(part), part).to.deep.equal(['text']);
    }
    expect(await found('12e3abc')).to.deep.equal(['thai']);
    expect(await found('น้ำท่วม')).to.deep.equal(['thai']);
  });

  it('takes what stands in quotes as it stands there', async () => {
    expect(await found('"threshold crossed"')).to.deep.equal(['alarm']);
    expect(await found('"crossed threshold"')).to.deep.equal([]);
    expect(await found('"threshold crossed')).to.deep.equal(['alarm']);
    expect(await found('alarm "crossed twice"')).to.deep.equal(['alarm']);
  });

  it('leaves out what has a minus before it', async () => {
    expect(await found('line -stopped')).to.deep.equal(['text']);
    expect(await found('aws -stopped -"second line"')).to.not.include.members(['instance', 'text']);
    expect(await found('-stopped -alarm -second')).to.deep.equal(['thai']);
  });

  it('leaves the end of a word open for a star after three letters', async () => {
    expect(await found('thresh*')).to.deep.equal(['alarm']);
    expect(await found('i-0abc*')).to.deep.equal(['instance']);
    expect(await found('prod/api-5xx*')).to.deep.equal(['alarm']);
    expect(await found('12e3ab*')).to.deep.equal(['thai']);
    expect(await found('thresh* -cross*')).to.deep.equal([]);
    expectError(await search('th*'), 'VALIDATION_FAILED', { search: /3 letters/ });
    expectError(await search('alarm api-5*'), 'VALIDATION_FAILED', { search: /3 letters/ });
  });

  it('asks for nothing with blanks alone', async () => {
    expect(await found('  ')).to.have.length(4);
  });

  it('finds nothing by signs alone, whatever they are', async () => {
    for (const signs of [`' & | ! ( "`, '-', '*', '"', '""', ':*', '\\', '-"-"']) {
      expect(await found(signs), signs).to.deep.equal([]);
    }
    expect(await found(`threshold' & | !`)).to.deep.equal(['alarm']);
    // Numbers to JavaScript, and no words to PostgreSQL.
    for (const signs of ['½½½*', '²²²*', '①②③*', '-½½½', 'threshold ½½½*']) {
      expect(await found(signs), signs).to.deep.equal([]);
    }
    expect(await found('arn aws ec2 instance aⒶbcdefgh')).to.deep.equal([]);
  });
});
