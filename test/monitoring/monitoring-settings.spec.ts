import { expect } from 'chai';
import { api } from '../support/api.js';
import { audited, expectOneEntry } from '../support/audit.js';
import type { MonitoringBody } from '../support/bodies.js';
import { clock } from '../support/clock.js';
import { expectError } from '../support/expect-error.js';
import { logLines } from '../support/log-lines.js';
import { aUser, type TestUser } from '../support/people.js';
import { sql } from '../support/world.js';

const PATH = '/config/monitoring';
const WEBHOOK = 'https://hooks.slack.com/services/T000/B000/verysecretpart';

describe('GET and PUT /config/monitoring', () => {
  let admin: TestUser;

  beforeEach(async () => {
    admin = await aUser({ role: 'admin' });
  });

  const get = async () => (await api.as(admin).get<MonitoringBody>(PATH)).body;
  const put = (body: unknown, headers = {}) => api.as(admin).put<MonitoringBody>(PATH, body, { headers });

  it('keep events 90 days in a new installation', async () => {
    expect(await get()).to.deep.include({
      services: [],
      global_settings: {
        default_polling_interval: 300,
        alert_email_enabled: false,
        alert_email_recipients: [],
        alert_slack_enabled: false,
        alert_slack_webhook: null,
        data_retention_days: 90,
        event_batch_size: 100,
      },
      updated_by: null,
      version: 1,
    });
  });

  it('change what is named and keep absent parts', async () => {
    clock.set('2026-03-01T12:00:00Z');
    const services = [{ service_name: 'EC2', thresholds: { CPU: 80 }, resource_filters: ['i-1'] }];
    await put({ services });
    const { outcome, entries } = await audited(() => put({ global_settings: { data_retention_days: 30 } }));
    expect(outcome.status).to.equal(200);
    expect(outcome.body.global_settings).to.include({ data_retention_days: 30, event_batch_size: 100 });
    expect(outcome.body.services).to.deep.equal([
      {
        service_name: 'EC2',
        enabled: true,
        polling_interval: 300,
        thresholds: { CPU: 80 },
        resource_filters: ['i-1'],
        severity_rules: [],
      },
    ]);
    expect(outcome.body).to.include({ updated_by: admin.id, updated_at: clock.unix(), version: 3 });
    expectOneEntry(entries, admin, { action: 'monitoring.update', entity: 'monitoring_settings' });
    expect(entries[0]?.before).not.to.have.property('services');
  });

  it('have thresholds and filters of all services, where somebody has set them', async () => {
    expect(await get()).not.to.have.any.keys('thresholds', 'resource_filters');
    const set = { thresholds: { CPU: 80 }, resource_filters: ['i-1'] };
    expect((await put(set)).body).to.deep.include(set);
    expect((await put({ global_settings: { data_retention_days: 30 } })).body).to.deep.include(set);
    const { outcome, entries } = await audited(() => put({ thresholds: null, resource_filters: '' }));
    expect(outcome.body).not.to.have.any.keys('thresholds', 'resource_filters');
    expect(entries[0]?.before).to.deep.include(set);
    expectError(await put({ thresholds: 7, resource_filters: 7 }), 'VALIDATION_FAILED', [
      'thresholds',
      'resource_filters',
    ]);
  });

  it('take back what was read, by anybody’s version but an old one', async () => {
    const { body, headers } = await api.as(admin).get<MonitoringBody>(PATH);
    const match = { 'if-match': headers.get('etag') as string };
    expect((await put(body, match)).status).to.equal(200);
    expectError(await put(body, match), 'PRECONDITION_FAILED');
  });

  for (const address of [
    'https://169.254.169.254/latest/meta-data',
    'https://2852039166/',
    'https://0xa9fea9fe/',
    'https://127.1/',
    'https://[::1]/',
    'https://[::ffff:169.254.169.254]/',
    'https://localhost/',
    'https://localhost./',
    'https://signalbox/',
    'https://metadata.google.internal/',
    'https://printer.local/',
    'https://a.localhost/',
    'https://user:password@hooks.slack.com/services/x',
    'https://hooks.slack.com@169.254.169.254/',
    'http://hooks.slack.com/services/x',
    'ftp://hooks.slack.com/',
    'https://',
  ]) {
    it(`take no webhook that leads into the own network: ${address}`, async () => {
      const refused = await put({ global_settings: { alert_slack_webhook: address } });
      expectError(refused, 'VALIDATION_FAILED', ['global_settings.alert_slack_webhook']);
    });
  }

  it('take a webhook as it stands, or not at all', async () => {
    const set = (address: string) => put({ global_settings: { alert_slack_webhook: address } });
    for (const rest of ['', '/', ':65535/a', '/a//b;c=d/%7Ee?f=g&h=/?i#j?k/', '?a', '#a']) {
      expect((await set(`https://hooks.slack.com${rest}`)).status, rest).to.equal(200);
    }
    for (const rest of ['/ä', '/a b', '/a|b', '/%zz', ':65536/a', '/a\\b', '#a#b', '/a"b', '/{a}']) {
      const refused = await set(`https://hooks.slack.com${rest}`);
      expectError(refused, 'VALIDATION_FAILED', ['global_settings.alert_slack_webhook']);
    }
  });

  it('show the webhook masked, and take the mask for no change', async () => {
    const { outcome, entries } = await audited(() => put({ global_settings: { alert_slack_webhook: WEBHOOK } }));
    const { alert_slack_webhook: mask } = outcome.body.global_settings;
    expect(mask).to.be.a('string').and.not.include('verysecret');
    const stored = async () => sql('SELECT alert_slack_webhook_sealed FROM monitoring_settings');
    const before = await stored();
    expect((await put(await get())).body.global_settings.alert_slack_webhook).to.equal(mask);
    expect(await stored()).to.deep.equal(before);
    const audit = await api.as(admin).get('/audit');
    expect(JSON.stringify([outcome.body, entries, before, audit.body]) + logLines.all()).not.to.include(
      'verysecretpart',
    );
    expect(
      (await put({ global_settings: { alert_slack_webhook: null } })).body.global_settings.alert_slack_webhook,
    ).to.equal(null);
  });

  it('refuse a service that is named twice, in whatever case', async () => {
    const services = [{ service_name: 'EC2' }, { service_name: 'S3' }, { service_name: 'ec2' }];
    expectError(await put({ services }), 'VALIDATION_FAILED', { 'services.2.service_name': /twice/ });
  });

  it('name each part that is wrong', async () => {
    const rule = { metric: 'CPU', operator: '=>', value: 1, severity: 'terrible' };
    const services = [{ service_name: '', polling_interval: 1, severity_rules: [rule], nick: 1 }];
    expectError(await put({ services }), 'VALIDATION_FAILED', [
      'services.0.service_name',
      'services.0.polling_interval',
      'services.0.nick',
    ]);
    const global_settings = {
      data_retention_days: 0,
      alert_email_recipients: ['no'],
      alert_slack_webhook: 'http://x.y',
    };
    expectError(await put({ global_settings, nick: 1 }), 'VALIDATION_FAILED', [
      'global_settings.data_retention_days',
      'global_settings.alert_email_recipients.0',
      'global_settings.alert_slack_webhook',
      'nick',
    ]);
  });
});
