import { expect } from 'chai';
import { v7 as uuidv7 } from 'uuid';
import { api } from '../support/api.js';
import { audited, expectOneEntry } from '../support/audit.js';
import type { AwsAccountBody, ConnectionBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { expectError } from '../support/expect-error.js';
import { logLines } from '../support/log-lines.js';
import { aUser, type TestUser } from '../support/people.js';
import { anAwsAccount } from '../support/records.js';
import { type StsDouble, startStsDouble } from '../support/sts-double.js';

const ACCOUNT = '111122223333';
const KEYS = { access_key_id: 'AKIAOWNKEY0123456789', secret_access_key: 'a-secret-that-never-comes-out' };
const ROLE = { role_arn: `arn:aws:iam::${ACCOUNT}:role/Watcher`, external_id: 'sesame:42' };

describe('POST /config/aws-accounts/{id}/test', () => {
  let manager: TestUser;
  let sts: StsDouble;

  beforeEach(async () => {
    clock.set('2026-03-01T12:00:00Z');
    manager = await aUser({ role: 'manager' });
  });

  afterEach(() => sts?.stop());

  async function letStsBe(options: Parameters<typeof startStsDouble>[0]): Promise<void> {
    sts = await startStsDouble(options);
    process.env.AWS_ENDPOINT_URL = sts.url;
  }

  const test = (id: string) => api.as(manager).post<ConnectionBody>(`/config/aws-accounts/${id}/test`);
  const read = async (id: string) => (await api.as(manager).get<AwsAccountBody>(`/config/aws-accounts/${id}`)).body;

  it('asks AWS nothing for those who may not, or must change their password first', async () => {
    await letStsBe({ account: ACCOUNT });
    const { id } = await anAwsAccount({ account_id: ACCOUNT, ...KEYS });
    const refused = [
      [await aUser({ role: 'admin', must_change_password: true }), 'PASSWORD_CHANGE_REQUIRED'],
      [await aUser({ role: 'viewer' }), 'FORBIDDEN'],
    ] as const;
    for (const [caller, code] of refused) {
      for (const path of [`/config/aws-accounts/${id}/test`, '/config/aws/test']) {
        const { outcome, entries } = await audited(() => api.as(caller).post(path));
        expectError(outcome, code);
        expect(entries.map(({ action, outcome: ended }) => [action, ended])).to.deep.equal([
          ['aws_account.test', 'denied'],
        ]);
      }
    }
    expect(sts.calls).to.deep.equal([]);
  });

  it('succeeds with keys, and keeps that it did', async () => {
    await letStsBe({ account: ACCOUNT });
    const { id } = await anAwsAccount({ account_id: ACCOUNT, ...KEYS });
    clock.advance({ minutes: 5 });
    const { outcome, entries } = await audited(() => test(id));
    expect(outcome.status).to.equal(200);
    expect(outcome.body).to.include({
      success: true,
      account_id: ACCOUNT,
      caller_arn: `arn:aws:iam::${ACCOUNT}:user/signalbox`,
    });
    expect(outcome.body.latency_ms).to.be.at.least(0);
    expect(outcome.body.checks.map(({ name, ok }) => [name, ok])).to.deep.equal([
      ['caller_identity', true],
      ['account', true],
    ]);
    expect(sts.calls.map(({ action, access_key_id }) => [action, access_key_id])).to.deep.equal([
      ['GetCallerIdentity', KEYS.access_key_id],
    ]);
    expect(await read(id)).to.include({ status: 'active', last_sync: clock.unix(), last_error: null });
    expectOneEntry(entries, manager, { action: 'aws_account.test', entity: 'aws_account', entity_id: id });
    expect(entries[0]?.before).to.include({ status: 'pending' });
    expect(JSON.stringify([outcome.body, entries]) + logLines.all()).not.to.include(KEYS.secret_access_key);
  });

  it('goes through the role, with the external id', async () => {
    await letStsBe({ account: ACCOUNT });
    const { id } = await anAwsAccount({ account_id: ACCOUNT, ...KEYS, ...ROLE });
    const { body } = await test(id);
    expect(body.success).to.equal(true);
    expect(body.checks.map(({ name }) => name)).to.deep.equal(['assume_role', 'caller_identity', 'account']);
    const [assume, identity] = sts.calls;
    expect(assume?.action).to.equal('AssumeRole');
    expect(assume?.parameters.get('RoleArn')).to.equal(ROLE.role_arn);
    expect(assume?.parameters.get('ExternalId')).to.equal(ROLE.external_id);
    expect(identity).to.include({ action: 'GetCallerIdentity', access_key_id: 'ASIAASSUMEDROLEKEY00' });
  });

  it('tells a refusal as it is, with what to do, and keeps the last success', async () => {
    await letStsBe({ account: ACCOUNT });
    const { id } = await anAwsAccount({ account_id: ACCOUNT, ...KEYS, ...ROLE });
    await test(id);
    const worked = clock.unix();
    clock.advance({ hours: 1 });
    sts.stop();
    await letStsBe({ account: ACCOUNT, refuse: { action: 'AssumeRole', code: 'AccessDenied', message: 'not you' } });
    const { outcome, entries } = await audited(() => test(id));
    expect(outcome.status).to.equal(200);
    expect(outcome.body).to.include({ success: false, code: 'AccessDenied' });
    expect(outcome.body.message).to.match(/trust.*external id.*not you/s);
    expect(outcome.body.checks.map(({ name, ok }) => [name, ok])).to.deep.equal([['assume_role', false]]);
    expect(await read(id)).to.include({ status: 'failed', last_sync: worked, last_error: outcome.body.message });
    expect(entries).to.have.length(1);
    expect(entries[0]?.after).to.include({ status: 'failed' });
  });

  it('fails when the credentials belong to another account', async () => {
    await letStsBe({ account: '999988887777' });
    const { id } = await anAwsAccount({ account_id: ACCOUNT, ...KEYS });
    const { body } = await test(id);
    expect(body).to.include({ success: false, code: 'AccountMismatch', account_id: '999988887777' });
    expect((await read(id)).status).to.equal('failed');
  });

  it('says so when AWS cannot be reached', async () => {
    await letStsBe({ account: ACCOUNT });
    sts.stop();
    const { id } = await anAwsAccount({ account_id: ACCOUNT, ...KEYS });
    const { status, body } = await test(id);
    expect(status).to.equal(200);
    expect(body).to.include({ success: false, code: 'ECONNREFUSED' });
    expect(body.message).to.match(/cannot be reached/);
  });

  it('says so when there are no credentials at all', async () => {
    await letStsBe({ account: ACCOUNT });
    process.env.AWS_SHARED_CREDENTIALS_FILE = '/nonexistent';
    process.env.AWS_CONFIG_FILE = '/nonexistent';
    const { id } = await anAwsAccount({ account_id: ACCOUNT });
    const { body } = await test(id);
    expect(body).to.include({ success: false, code: 'CredentialsProviderError' });
    expect(sts.calls).to.deep.equal([]);
  });

  it('tests the default account by /config/aws/test', async () => {
    await letStsBe({ account: ACCOUNT });
    expectError(await api.as(manager).post('/config/aws/test'), 'NOT_FOUND');
    const { id } = await anAwsAccount({ account_id: ACCOUNT, ...KEYS });
    const { body } = await api.as(manager).post<ConnectionBody>('/config/aws/test');
    expect(body.success).to.equal(true);
    expect((await read(id)).status).to.equal('active');
  });

  it('asks nothing of AWS for an account that is not there or a caller who may not', async () => {
    await letStsBe({ account: ACCOUNT });
    for (const id of [uuidv7(), 'no-id']) expectError(await test(id), 'NOT_FOUND');
    const { id } = await anAwsAccount({ account_id: ACCOUNT, ...KEYS });
    expectError(await api.as(await aUser()).post(`/config/aws-accounts/${id}/test`), 'FORBIDDEN');
    expect(sts.calls).to.deep.equal([]);
  });

  it('is limited, for it costs', async () => {
    const { headers } = await test(uuidv7());
    expect(headers.get('ratelimit-limit')).to.equal('30');
  });
});
