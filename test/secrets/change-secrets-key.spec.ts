import { expect } from 'chai';
import { api } from '../support/api.js';
import { audited } from '../support/audit.js';
import type { AwsAccountBody, ConnectionBody, MonitoringBody } from '../support/bodies.js';
import { consoleAs } from '../support/console.js';
import { withSecrets } from '../support/other-secrets.js';
import { aUser, type TestUser } from '../support/people.js';
import { anAwsAccount } from '../support/records.js';
import { type StsDouble, startStsDouble } from '../support/sts-double.js';
import { config, sql } from '../support/world.js';

const ACCOUNT = '111122223333';
const KEYS = { access_key_id: 'AKIAOWNKEY0123456789', secret_access_key: 'a-secret-that-never-comes-out' };
const WEBHOOK = 'https://hooks.slack.com/services/T000/B000/verysecretpart';
const SETTINGS = '00000000-0000-7000-8000-000000000001';
const MASK = '••••';

const NEW = { SECRETS_KEY: 'another secret, for what is sealed from now on' };
const withBoth = () => ({ ...NEW, SECRETS_KEYS_OLD: [config.SECRETS_KEY] });

const webhookOf = ({ body }: { body: MonitoringBody }) => body.global_settings.alert_slack_webhook;

describe('When SECRETS_KEY is another one', () => {
  let admin: TestUser;
  let sts: StsDouble;
  let id: string;

  beforeEach(async () => {
    admin = await aUser({ role: 'admin' });
    sts = await startStsDouble({ account: ACCOUNT });
    process.env.AWS_ENDPOINT_URL = sts.url;
    ({ id } = await anAwsAccount({ account_id: ACCOUNT, ...KEYS }));
    await put({ global_settings: { alert_slack_webhook: WEBHOOK } });
  });

  afterEach(() => sts.stop());

  const get = () => api.as(admin).get<MonitoringBody>('/config/monitoring');
  const put = (body: unknown) => api.as(admin).put<MonitoringBody>('/config/monitoring', body);
  const test = () => api.as(admin).post<ConnectionBody>(`/config/aws-accounts/${id}/test`);
  const storedWebhook = () => sql('SELECT alert_slack_webhook_sealed FROM monitoring_settings');

  describe('and the old one is among SECRETS_KEYS_OLD', () => {
    it('everything opens as before', () =>
      withSecrets(withBoth(), async () => {
        expect(webhookOf(await get())).to.equal(`${MASK}part`);
        expect((await test()).body.success).to.equal(true);
      }));

    it('what is typed anew needs the old one no longer', async () => {
      await withSecrets(withBoth(), async () => {
        await put({ global_settings: { alert_slack_webhook: `${WEBHOOK}-2` } });
        await api.as(admin).put(`/config/aws-accounts/${id}`, { secret_access_key: `${KEYS.secret_access_key}-2` });
      });
      await withSecrets(NEW, async () => {
        expect(webhookOf(await get())).to.equal(`${MASK}rt-2`);
        expect((await test()).body.success).to.equal(true);
      });
    });
  });

  describe('and nobody has the old one', () => {
    it('the settings are there, with a webhook that is a mask and nothing more', () =>
      withSecrets(NEW, async () => {
        const { status, body } = await get();
        expect(status).to.equal(200);
        expect(webhookOf({ body })).to.equal(MASK);
      }));

    it('settings that are sent back leave the webhook as it is, for when the key is back', async () => {
      const before = await storedWebhook();
      await withSecrets(NEW, async () => {
        const { body } = await get();
        body.global_settings.data_retention_days = 30;
        const { status, body: saved } = await put(body);
        expect(status).to.equal(200);
        expect(saved.global_settings).to.include({ data_retention_days: 30, alert_slack_webhook: MASK });
      });
      expect(await storedWebhook()).to.deep.equal(before);
      expect(webhookOf(await get())).to.equal(`${MASK}part`);
    });

    it('the webhook can be typed again, or taken away', () =>
      withSecrets(NEW, async () => {
        expect(webhookOf(await put({ global_settings: { alert_slack_webhook: WEBHOOK } }))).to.equal(`${MASK}part`);
        expect(webhookOf(await get())).to.equal(`${MASK}part`);
        expect(webhookOf(await put({ global_settings: { alert_slack_webhook: null } }))).to.equal(null);
      }));

    it('a connection test says that the secret cannot be opened and what to do, asks AWS nothing, and keeps that', () =>
      withSecrets(NEW, async () => {
        const { outcome, entries } = await audited(test);
        expect(outcome.status).to.equal(200);
        expect(outcome.body).to.include({ success: false, code: 'SECRET_UNREADABLE' });
        expect(outcome.body.message).to.match(/cannot be opened.*SECRETS_KEY.*[Tt]ype.*again.*SECRETS_KEYS_OLD/);
        expect(sts.calls).to.deep.equal([]);
        const account = await api.as(admin).get<AwsAccountBody>(`/config/aws-accounts/${id}`);
        expect(account.body).to.include({ status: 'failed', last_error: outcome.body.message });
        expect(entries.map(({ action, outcome: ended }) => [action, ended])).to.deep.equal([
          ['aws_account.test', 'success'],
        ]);
      }));

    it('an account is renamed all the same, and works again once its secret is typed again', () =>
      withSecrets(NEW, async () => {
        await test();
        const change = (fields: object) => api.as(admin).put<AwsAccountBody>(`/config/aws-accounts/${id}`, fields);
        expect((await change({ account_name: 'Renamed' })).body).to.include({
          account_name: 'Renamed',
          status: 'failed',
        });
        const { body } = await change({ secret_access_key: KEYS.secret_access_key });
        expect(body).to.include({ status: 'pending', last_error: null });
        expect((await test()).body.success).to.equal(true);
      }));

    it('the console’s pages are there, and say what a connection test found', () =>
      withSecrets(NEW, async () => {
        const { console } = await consoleAs('admin');
        const shown = await console.read('monitoring_settings', SETTINGS);
        expect(shown.status).to.equal(200);
        expect(shown.body.record?.params.global_settings_json).to.contain(`"alert_slack_webhook":"${MASK}"`);
        const tested = await console.act('aws_accounts', id, 'testConnection');
        expect(tested.body.report).to.include({ success: false, code: 'SECRET_UNREADABLE' });
        expect(tested.body.notice).to.include({ type: 'error' });
        expect(tested.body.record?.params).to.include({ status: 'failed', last_error: tested.body.notice?.message });
      }));
  });
});
