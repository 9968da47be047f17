import { expect } from 'chai';
import { type Api, api } from '../support/api.js';
import type { AwsAccountBody, CreatedApiKeyBody, CreatedUserBody, EventBody, TaskBody } from '../support/bodies.js';
import { expectError } from '../support/expect-error.js';
import { aUser, PASSWORD } from '../support/people.js';
import { anAwsAccount, aStoredEvent, aTask, awsAccountInput } from '../support/records.js';
import { sql } from '../support/world.js';

const ROLE = 'arn:aws:iam::123456789012:role/signalbox';

describe('What a form leaves blank', () => {
  let admin: Api;

  beforeEach(async () => {
    admin = api.as(await aUser({ role: 'admin' }));
  });

  it('is null where nothing may stand', async () => {
    const assignee = await aUser();
    const { id: taskId } = await aTask({ assigned_user_id: assignee.id, due_date: 1_900_000_000 });
    const blank = { assigned_user_id: '', due_date: '' };
    const task = await admin.put<TaskBody>(`/tasks/${taskId}`, blank);
    expect(task.body).to.include({ assigned_user_id: null, due_date: null });
    const made = await admin.post<TaskBody>('/tasks', { title: 'T', event_id: '', ...blank });
    expect(made.body).to.include({ assigned_user_id: null, due_date: null, event_id: null });

    const { id: userId } = await aUser({ responsible_province: 'Utrecht' });
    const user = await admin.put(`/users/${userId}`, { responsible_province: '' });
    expect(user.body).to.include({ responsible_province: null });

    const { id: accountId } = await anAwsAccount({ role_arn: ROLE, external_id: 'sesame' });
    const account = await admin.put<AwsAccountBody>(`/config/aws-accounts/${accountId}`, {
      role_arn: '',
      external_id: '',
      access_key_id: '',
    });
    expect(account.body).to.include({ role_arn: null, external_id: null, access_key_id: null });

    const event = await admin.patch<EventBody>(`/events/${await aStoredEvent()}`, { notes: '' });
    expect(event.body.notes).to.equal(null);

    const key = { name: 'collector', scopes: ['events:write'], accounts: '', expires_at: '' };
    const { body } = await admin.post<CreatedApiKeyBody>('/api-keys', key);
    expect(body).to.include({ accounts: null, expires_at: null });

    const global_settings = { alert_slack_webhook: '' };
    expect((await admin.put('/config/monitoring', { global_settings })).body).to.have.nested.property(
      'global_settings.alert_slack_webhook',
      null,
    );
  });

  it('was not given where it is a secret, so that what is stored stays', async () => {
    const made = await admin.post<CreatedUserBody>('/users', {
      email: 'new@example.com',
      full_name: 'New',
      role: 'user',
      password: '',
    });
    expect(made.body.generated_password).to.have.length(23);

    const stored = () =>
      sql('SELECT password_hash, (SELECT secret_access_key_sealed FROM aws_accounts) FROM users ORDER BY id');
    const keys = { access_key_id: 'AKIAIOSFODNN7EXAMPLE', secret_access_key: 'not a secret of anybody' };
    const { id } = await anAwsAccount(keys);
    const before = await stored();
    expect((await admin.put(`/users/${made.body.id}`, { password: '' })).status).to.equal(200);
    expect((await admin.put(`/config/aws-accounts/${id}`, { secret_access_key: '' })).status).to.equal(200);
    expect(await stored()).to.deep.equal(before);
    const withoutKey = awsAccountInput({ access_key_id: '', secret_access_key: '' });
    expect((await admin.post('/config/aws-accounts', withoutKey)).status).to.equal(201);
  });

  it('is missed where a secret is needed', async () => {
    const blank = { current_password: '', new_password: '' };
    expectError(await admin.post('/auth/change-password', blank), 'VALIDATION_FAILED', {
      current_password: /is required/,
      new_password: /is required/,
    });
    const { email } = await aUser();
    expectError(await api.post('/auth/login', { email, password: '' }), 'VALIDATION_FAILED', {
      password: /is required/,
    });
    expect((await api.post('/auth/login', { email, password: PASSWORD })).status).to.equal(200);
  });

  it('is refused where something must stand', async () => {
    const { id } = await aTask();
    expectError(await admin.put(`/tasks/${id}`, { title: '', status: '' }), 'VALIDATION_FAILED', {
      title: /empty/,
      status: /must be one of/,
    });
  });
});

describe('null for a text that may be empty', () => {
  it('is the empty text', async () => {
    const admin = api.as(await aUser({ role: 'admin' }));
    const made = await admin.post<TaskBody>('/tasks', { title: 'T', description: null });
    expect(made.body.description).to.equal('');
    const { id } = await aTask({ description: 'Long story' });
    expect((await admin.put<TaskBody>(`/tasks/${id}`, { description: null })).body.description).to.equal('');
  });
});
