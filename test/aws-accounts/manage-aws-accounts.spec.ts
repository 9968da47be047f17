import { expect } from 'chai';
import { v7 as uuidv7 } from 'uuid';
import { api } from '../support/api.js';
import { audited, expectOneEntry } from '../support/audit.js';
import type { AwsAccountBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { expectError } from '../support/expect-error.js';
import { aUser, type TestUser } from '../support/people.js';
import { anAwsAccount, aStoredEvent, awsAccountInput, freshAccountId } from '../support/records.js';
import { sql } from '../support/world.js';

const PATH = '/config/aws-accounts';

describe('AWS accounts', () => {
  let admin: TestUser;

  beforeEach(async () => {
    clock.set('2026-03-01T12:00:00Z');
    admin = await aUser({ role: 'admin' });
  });

  const create = (body: unknown) => api.as(admin).post<AwsAccountBody>(PATH, body);
  const put = (id: string, body: unknown, headers = {}) =>
    api.as(admin).put<AwsAccountBody>(`${PATH}/${id}`, body, { headers });

  it('are added, pending until they are tested', async () => {
    const input = awsAccountInput({ account_name: ' Production ', role_arn: 'arn:aws:iam::111122223333:role/x/Watch' });
    const { outcome, entries } = await audited(() => create(input));
    expect(outcome.status).to.equal(201);
    expect(outcome.body).to.deep.equal({
      ...input,
      id: outcome.body.id,
      account_name: 'Production',
      external_id: null,
      access_key_id: null,
      status: 'pending',
      last_sync: null,
      last_error: null,
      last_event_at: null,
      is_active: true,
      created_at: clock.unix(),
      updated_at: clock.unix(),
    });
    expectOneEntry(entries, admin, { action: 'aws_account.create', entity: 'aws_account', entity_id: outcome.body.id });
  });

  it('are listed by name, as a bare array, with when each last sent an event', async () => {
    const { account_id } = await anAwsAccount({ account_name: 'B' });
    await anAwsAccount({ account_name: 'A' });
    await aStoredEvent({ account: account_id, time: '2026-03-01T11:00:00Z' });
    await aStoredEvent({ account: account_id, time: '2026-03-01T10:00:00Z' });
    const { body } = await api.as(admin).get<AwsAccountBody[]>(PATH);
    expect(body.map(({ account_name, last_event_at }) => [account_name, last_event_at])).to.deep.equal([
      ['A', null],
      ['B', Date.parse('2026-03-01T11:00:00Z') / 1000],
    ]);
  });

  it('change what is named and keep the rest; what the connection depends on makes them pending', async () => {
    const { id } = await anAwsAccount();
    await sql(`UPDATE aws_accounts SET status = 'active' WHERE id = $1`, [id]);
    const { outcome, entries } = await audited(() => put(id, { account_name: 'Staging' }));
    expect(outcome.body).to.include({ account_name: 'Staging', region: 'eu-west-1', status: 'active' });
    expectOneEntry(entries, admin, { action: 'aws_account.update', entity: 'aws_account', entity_id: id });
    expect(entries[0]?.before).to.include({ account_name: 'Production' }).and.not.have.property('region');
    expect((await put(id, { region: 'us-gov-west-1' })).body.status).to.equal('pending');
    expect((await put(id, { is_active: false })).body.status).to.equal('disabled');
    expect((await put(id, { is_active: true })).body.status).to.equal('pending');
  });

  it('take back what was read', async () => {
    const { id } = await anAwsAccount({ external_id: 'sesame' });
    const { body, headers } = await api.as(admin).get<AwsAccountBody>(`${PATH}/${id}`);
    const match = { 'if-match': headers.get('etag') as string };
    const answer = await put(id, body, match);
    expect(answer.status).to.equal(200);
    expectError(await put(id, body, match), 'PRECONDITION_FAILED');
  });

  it('are deleted softly; the account may be added again', async () => {
    const { id, account_id } = await anAwsAccount();
    expectError(await create(awsAccountInput({ account_id })), 'ACCOUNT_ID_TAKEN', ['account_id']);
    const { outcome, entries } = await audited(() => api.as(admin).delete(`${PATH}/${id}`));
    expect(outcome.status).to.equal(204);
    expectOneEntry(entries, admin, { action: 'aws_account.delete', entity: 'aws_account', entity_id: id });
    for (const gone of [id, uuidv7(), 'no-id']) {
      expectError(await api.as(admin).get(`${PATH}/${gone}`), 'NOT_FOUND');
      expectError(await put(gone, { account_name: 'x' }), 'NOT_FOUND');
      expectError(await api.as(admin).delete(`${PATH}/${gone}`), 'NOT_FOUND');
    }
    expect((await create(awsAccountInput({ account_id }))).status).to.equal(201);
    expect(await sql('SELECT 1 FROM aws_accounts WHERE account_id = $1', [account_id])).to.have.length(2);
  });

  it('name each field that is wrong', async () => {
    expectError(await create({}), 'VALIDATION_FAILED', ['account_id', 'account_name', 'region']);
    const wrong = { account_id: '123', account_name: ' ', region: 'Ireland', role_arn: 'role', external_id: ' ' };
    expectError(await create({ ...wrong, access_key_id: '!', secret_access_key: 'x', nick: 1 }), 'VALIDATION_FAILED', {
      account_id: /12 digits/,
      account_name: /empty/,
      region: /AWS region/,
      role_arn: /ARN/,
      external_id: /letters/,
      access_key_id: /access key/,
      secret_access_key: /16/,
      nick: /not known/,
    });
    const { id } = await anAwsAccount();
    expectError(await put(id, { account_name: null, is_active: 'yes' }), 'VALIDATION_FAILED', [
      'account_name',
      'is_active',
    ]);
  });
});

describe('The default AWS account, for clients that know only one', () => {
  it('is the oldest', async () => {
    const admin = await aUser({ role: 'admin' });
    clock.set('2026-03-01T12:00:00Z');
    const first = await anAwsAccount({ account_name: 'Z' });
    clock.advance({ hours: 1 });
    await anAwsAccount({ account_name: 'A' });
    const { body } = await api.as(admin).get<AwsAccountBody>('/config/aws');
    expect(body.id).to.equal(first.id);
    const changed = await api.as(admin).put<AwsAccountBody>('/config/aws', { account_name: 'Changed' });
    expect(changed.body).to.include({ id: first.id, account_name: 'Changed' });
  });

  it('is added by PUT when there is none', async () => {
    const admin = await aUser({ role: 'admin' });
    expectError(await api.as(admin).get('/config/aws'), 'NOT_FOUND');
    expectError(await api.as(admin).put('/config/aws', { account_name: 'x' }), 'VALIDATION_FAILED', ['account_id']);
    const account_id = freshAccountId();
    const input = awsAccountInput({ account_id });
    expectError(
      await api.as(admin).put('/config/aws', input, { headers: { 'if-match': '"1"' } }),
      'PRECONDITION_FAILED',
    );
    const { status, body } = await api.as(admin).put<AwsAccountBody>('/config/aws', input);
    expect(status).to.equal(200);
    expect(body.account_id).to.equal(account_id);
  });
});
