import { expect } from 'chai';
import { api } from '../support/api.js';
import { consoleAs } from '../support/console.js';
import { anAwsAccount } from '../support/records.js';
import { sql } from '../support/world.js';

const SETTINGS = '00000000-0000-7000-8000-000000000001';
const SECRET = 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY';

describe('AWS accounts in the console', () => {
  it('are added; their secret goes in and never comes out', async () => {
    const { console } = await consoleAs('admin');
    const made = await console.create('aws_accounts', {
      account_id: '123456789012',
      account_name: 'Production',
      region: 'eu-west-1',
      access_key_id: 'AKIAIOSFODNN7EXAMPLE',
      secret_access_key: SECRET,
    });
    expect(made.body.record?.params).to.include({ status: 'pending', is_active: true });
    const id = made.body.record?.id as string;
    const seen = [made, await console.read('aws_accounts', id), await console.list('aws_accounts')];
    for (const { text } of seen) expect(text).not.to.contain(SECRET).and.not.contain('sealed');
    expect(JSON.stringify(await sql('SELECT * FROM audit_entries'))).not.to.contain(SECRET);
  });

  it('keep their secret when the form comes back with the field empty', async () => {
    const { console } = await consoleAs('admin');
    const { id } = await anAwsAccount({ access_key_id: 'AKIAIOSFODNN7EXAMPLE', secret_access_key: SECRET });
    const sealed = await sql('SELECT secret_access_key_sealed FROM aws_accounts');
    const { body } = await console.act('aws_accounts', id, 'edit', {
      account_name: 'Renamed',
      secret_access_key: '',
      version: '1',
    });
    expect(body.record?.params.account_name).to.equal('Renamed');
    expect(await sql('SELECT secret_access_key_sealed FROM aws_accounts')).to.deep.equal(sealed);
  });

  it('tell a connection that fails as a failure, and keep what was wrong', async () => {
    const { console } = await consoleAs('manager');
    process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:1';
    const { id } = await anAwsAccount({ access_key_id: 'AKIAIOSFODNN7EXAMPLE', secret_access_key: SECRET });
    const { body } = await console.act('aws_accounts', id, 'testConnection');
    expect(body.report?.success).to.equal(false);
    expect(body.notice?.type).to.equal('error');
    expect(body.record?.params).to.include({ status: 'failed', last_sync: null });
    expect(body.record?.params.last_error).to.be.a('string').and.not.equal('');
  });
});

describe('Monitoring settings in the console', () => {
  const edit = (settings: object) => ({ payload: JSON.stringify(settings) });

  it('are saved as the form sends them', async () => {
    const { user, console } = await consoleAs('admin');
    const services = [{ service_name: 'EC2', severity_rules: { conditions: [] } }];
    const sent = edit({ version: 1, services, global_settings: { data_retention_days: 30 } });
    const { body } = await console.act('monitoring_settings', SETTINGS, 'edit', sent);
    expect(body.notice?.type).to.equal('success');
    expect(body.record?.params).to.include({ version: 2, updated_by: user.id });
    const shown = JSON.parse(body.record?.params.global_settings_json as string) as Record<string, unknown>;
    expect(shown.data_retention_days).to.equal(30);
  });

  it('keep what the API has set for all services, and show it', async () => {
    const { user, console } = await consoleAs('admin');
    const set = { thresholds: { 'CPU.max': 80 }, resource_filters: ['i-1'] };
    await api.as(user).put('/config/monitoring', set);
    const sent = edit({ version: 2, services: [], global_settings: { data_retention_days: 30 } });
    const { body } = await console.act('monitoring_settings', SETTINGS, 'edit', sent);
    expect(body.notice?.type).to.equal('success');
    expect(body.record?.params).to.include({
      thresholds_json: JSON.stringify(set.thresholds),
      resource_filters_json: JSON.stringify(set.resource_filters),
    });
  });

  it('show what is wrong at the field', async () => {
    const { console } = await consoleAs('admin');
    const services = [{ service_name: 'EC2' }, { service_name: 'ec2' }];
    const sent = edit({ version: 1, services, global_settings: { data_retention_days: 0 } });
    const { body } = await console.act('monitoring_settings', SETTINGS, 'edit', sent);
    const fields = ['services.1.service_name', 'global_settings.data_retention_days'];
    expect(Object.keys(body.record?.errors ?? {})).to.have.members(fields);
  });

  it('refuse a form that is out of date, and one that is no form', async () => {
    const { console } = await consoleAs('admin');
    for (const sent of [edit({ version: 7 }), edit({}), { payload: '{' }, {}]) {
      const { body } = await console.act('monitoring_settings', SETTINGS, 'edit', sent);
      expect(body.notice?.type, JSON.stringify(sent)).to.equal('error');
    }
    expect(await sql('SELECT version FROM monitoring_settings')).to.deep.equal([{ version: 1 }]);
  });

  it('are not a manager’s to change', async () => {
    const { console } = await consoleAs('manager');
    const { body } = await console.act('monitoring_settings', SETTINGS, 'edit', edit({ version: 1, services: [] }));
    expect(body.notice?.type).to.equal('error');
    expect(await sql('SELECT version FROM monitoring_settings')).to.deep.equal([{ version: 1 }]);
  });
});
