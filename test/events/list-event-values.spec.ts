import { expect } from 'chai';
import { type Api, api } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import { expectError } from '../support/expect-error.js';
import { aUser } from '../support/people.js';
import { anEvent, ingested } from '../support/records.js';

const [ONE, TWO] = ['111111111111', '222222222222'];

describe('GET /events/accounts, /events/regions and /events/sources', () => {
  let viewer: Api;

  beforeEach(async () => {
    viewer = api.as(await aUser({ role: 'viewer' }));
  });

  const values = async (name: string, by: Api = viewer) => {
    const { status, body } = await by.get<unknown>(`/events/${name}`);
    expect(status, JSON.stringify(body)).to.equal(200);
    return body;
  };

  const someEvents = () =>
    ingested(
      anEvent({ account: TWO, region: 'eu-west-1', source: 'aws.s3' }),
      anEvent({ account: ONE, region: 'us-east-1', source: 'shop' }),
      anEvent({ account: TWO, region: 'eu-west-1', source: 'aws.ec2', time: '1999-01-01T00:00:00Z' }),
      anEvent({ account: TWO, region: 'us-east-1', source: 'aws.ec2' }),
    );

  it('are empty as long as nothing came', async () => {
    for (const name of ['accounts', 'regions', 'sources']) expect(await values(name)).to.deep.equal([]);
  });

  it('name each value once, commonest first', async () => {
    await someEvents();
    expect(await values('accounts')).to.deep.equal([TWO, ONE]);
    expect(await values('regions')).to.deep.equal(['eu-west-1', 'us-east-1']);
    expect(await values('sources')).to.deep.equal(['aws.ec2', 'aws.s3', 'shop']);
  });

  it('tell how many there are of each, when asked', async () => {
    await someEvents();
    expect(await values('accounts?counts=true')).to.deep.equal([
      { value: TWO, count: 3 },
      { value: ONE, count: 1 },
    ]);
    expect(await values('accounts?counts=false')).to.deep.equal([TWO, ONE]);
  });

  it('forget what is deleted', async () => {
    const [, id] = await someEvents();
    await api.as(await aUser({ role: 'admin' })).delete(`/events/${id}`);
    expect(await values('accounts')).to.deep.equal([TWO]);
    expect(await values('sources')).to.deep.equal(['aws.ec2', 'aws.s3']);
  });

  it('hold for a bound key what is in its accounts, and no more', async () => {
    await someEvents();
    const [deleted] = await ingested(anEvent({ account: ONE, region: 'sa-east-1', source: 'gone' }));
    await api.as(await aUser({ role: 'admin' })).delete(`/events/${deleted}`);
    const bound = api.as(await anApiKey({ scopes: ['events:read'], accounts: [ONE, '333333333333'] }));
    expect(await values('accounts', bound)).to.deep.equal([ONE]);
    expect(await values('regions', bound)).to.deep.equal(['us-east-1']);
    expect(await values('sources?counts=true', bound)).to.deep.equal([{ value: 'shop', count: 1 }]);
    const free = api.as(await anApiKey({ scopes: ['events:read'] }));
    expect(await values('accounts', free)).to.deep.equal([TWO, ONE]);
  });

  it('name what they do not understand', async () => {
    expectError(await viewer.get('/events/accounts?counts=yes'), 'VALIDATION_FAILED', ['counts']);
    expectError(await viewer.get('/events/sources?page=1'), 'VALIDATION_FAILED', ['page']);
  });
});
