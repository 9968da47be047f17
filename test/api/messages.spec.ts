import { expect } from 'chai';
import { api } from '../support/api.js';
import { anApiKey } from '../support/api-keys.js';
import { consoleAs } from '../support/console.js';
import { aUser } from '../support/people.js';
import { anEvent } from '../support/records.js';

describe('The message of an error', () => {
  it('begins with the first problem, for clients that show nothing else', async () => {
    const user = api.as(await aUser());
    const { body } = await user.post('/tasks', { priority: 'urgent' });
    expect(body.message).to.equal('title is required. The input is not valid.');
    expect(Object.keys(body.details ?? {})).to.deep.equal(['title', 'priority']);
    const query = await user.get('/tasks?sort=nick');
    expect(query.body.message).to.match(/^sort nick is not one of .*\. The input is not valid\.$/);
  });

  it('begins with what is wrong with the first event, when all are refused', async () => {
    const key = api.as(await anApiKey());
    const { body } = await key.post('/events', [anEvent({ account: 'x' }), anEvent({ source: undefined })]);
    expect(body.message).to.equal(`${body.details?.['0']}. No event could be accepted.`);
    expect(body.message).to.match(/^account /);
  });

  it('is one sentence where a field has no part in it', async () => {
    const { body } = await api.get('/auth/me');
    expect(body.message).to.equal('Log in first: the token is missing, unknown or no longer valid.');
  });

  it('does not say it twice in the console, which shows problems at their fields', async () => {
    const { console } = await consoleAs('admin');
    const { body } = await console.create('tasks', { title: '' });
    expect(body.record?.errors.title?.message).to.equal('is required');
    expect(body.notice?.message).to.equal('The input is not valid.');
    const hidden = await console.create('aws_accounts', { account_id: '1', account_name: 'P', region: 'eu-west-1' });
    expect(hidden.body.record?.errors.account_id?.message).to.equal('must be 12 digits');
  });
});
