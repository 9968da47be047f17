import { expect } from 'chai';
import { allSealed } from '../../src/services/all-sealed.js';
import { SECRET_KEYS } from '../../src/services/aws-accounts/aws-account-record.js';
import { countSealedOtherwise, countUnreadable } from '../../src/services/core/read/stored-seals.js';
import { type SealingKeys, seal, sealingKeyId, unseal } from '../../src/services/core/seal.js';
import { type Resealed, reseal } from '../../src/services/core/write/reseal.js';
import { SLACK_WEBHOOK } from '../../src/services/monitoring/get-monitoring-settings.js';
import { audited } from '../support/audit.js';
import { logLines } from '../support/log-lines.js';
import { withSecrets } from '../support/other-secrets.js';
import { anAwsAccount } from '../support/records.js';
import { SEALED_SECRET, sealedAccounts } from '../support/sealed-accounts.js';
import { until } from '../support/until.js';
import { deps, sql } from '../support/world.js';

const BEFORE: SealingKeys = { SECRETS_KEY: 'what things were sealed under before', SECRETS_KEYS_OLD: [] };
const LOST: SealingKeys = { SECRETS_KEY: 'what somebody sealed under and then lost', SECRETS_KEYS_OLD: [] };
const NOW: SealingKeys = { SECRETS_KEY: 'what things are sealed under now', SECRETS_KEYS_OLD: [BEFORE.SECRETS_KEY] };
const ALONE: SealingKeys = { ...NOW, SECRETS_KEYS_OLD: [] };

interface Stored {
  id: string;
  sealed: string | null;
  version: number;
  updated_at: Date;
}

const stored = () =>
  sql<Stored>('SELECT id, secret_access_key_sealed AS sealed, version, updated_at FROM aws_accounts ORDER BY id');

const sealsOf = async (accounts: Promise<Stored[]>) => (await accounts).map(({ sealed }) => sealed);
const isUnder = ({ SECRETS_KEY }: SealingKeys, sealed: string | null) =>
  sealed?.startsWith(`v2.${sealingKeyId({ SECRETS_KEY, SECRETS_KEYS_OLD: [] })}.`) === true;

/** All of it, or as many batches as are asked for. */
async function resealed(batches = Number.POSITIVE_INFINITY): Promise<Resealed[]> {
  const done: Resealed[] = [];
  for await (const batch of reseal(deps, allSealed)) {
    done.push(batch);
    if (done.length === batches) break;
  }
  return done;
}

async function storeWebhook(keys: SealingKeys, plain: string): Promise<void> {
  const sealed = seal(keys, SLACK_WEBHOOK.purposeOf(''), plain);
  await sql('UPDATE monitoring_settings SET alert_slack_webhook_sealed = $1', [sealed]);
}

describe('Sealing everything anew', () => {
  it('knows every column that holds seals', async () => {
    const columns = await sql(
      `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name LIKE '%\\_sealed' ORDER BY 1, 2`,
    );
    expect(columns).to.have.length.above(0);
    expect(allSealed.map(({ table, column }) => ({ table, column }))).to.have.deep.members(columns);
  });

  it('leaves nothing that needs an old key', () =>
    withSecrets(NOW, async () => {
      const [id] = (await sealedAccounts(sql, BEFORE, 1)) as [string];
      await storeWebhook(BEFORE, 'https://hooks.slack.com/x');
      expect(await countSealedOtherwise(deps, allSealed)).to.equal(2);
      expect((await resealed()).map(({ table, resealed: count }) => [table, count])).to.deep.equal([
        ['aws_accounts', 1],
        ['monitoring_settings', 1],
      ]);
      expect(await countSealedOtherwise(deps, allSealed)).to.equal(0);
      const [account] = (await stored()) as [Stored];
      expect(unseal(ALONE, SECRET_KEYS.purposeOf(id), account.sealed as string)).to.equal(SEALED_SECRET);
      const [settings] = await sql<{ sealed: string }>(
        'SELECT alert_slack_webhook_sealed AS sealed FROM monitoring_settings',
      );
      expect(unseal(ALONE, SLACK_WEBHOOK.purposeOf(''), settings?.sealed ?? '')).to.equal('https://hooks.slack.com/x');
    }));

  it('takes seals of the first version, which name no key', () => {
    const SECRETS_KEY = 'a secret of the tests for sealed AWS keys';
    return withSecrets({ SECRETS_KEY, SECRETS_KEYS_OLD: [] }, async () => {
      const id = '01980000-0000-7000-8000-00000000a001';
      await sealedAccounts(sql, BEFORE, 1);
      await sql('UPDATE aws_accounts SET id = $1, secret_access_key_sealed = $2', [
        id,
        'v1.09D-aa7fKWMuoilQ2qra7xZCEEAwjElwmocs2ebXDu8lWd23w-vGd0vdQoRl2ZRsyk4PCCxMct1MeVkje5NrNih6KJwKDw',
      ]);
      await resealed();
      const [account] = (await stored()) as [Stored];
      expect(isUnder({ SECRETS_KEY, SECRETS_KEYS_OLD: [] }, account.sealed)).to.equal(true);
      expect(
        unseal({ SECRETS_KEY, SECRETS_KEYS_OLD: [] }, SECRET_KEYS.purposeOf(id), account.sealed as string),
      ).to.equal('wJalrXUtnFEMI/K7MDENG/of-the-first-version');
    });
  });

  it('passes over what SECRETS_KEY has sealed and accounts without a key, and makes nobody’s form out of date', () =>
    withSecrets(NOW, async () => {
      await sealedAccounts(sql, NOW, 1);
      await anAwsAccount();
      const before = await stored();
      expect(await resealed()).to.deep.equal([]);
      expect(await stored()).to.deep.equal(before);
      await sealedAccounts(sql, BEFORE, 1);
      const versions = async () => (await stored()).map(({ version, updated_at }) => ({ version, updated_at }));
      const unchanged = await versions();
      expect(await resealed()).to.have.length(1);
      expect(await versions()).to.deep.equal(unchanged);
    }));

  it('goes batch by batch, keeps what is done when it is left, and goes on from there', () =>
    withSecrets(NOW, async () => {
      await sealedAccounts(sql, BEFORE, 250);
      expect((await resealed(1)).map(({ resealed: count }) => count)).to.deep.equal([100]);
      const half = await sealsOf(stored());
      expect(half.map((sealed) => isUnder(NOW, sealed)).lastIndexOf(true)).to.equal(99);
      expect((await resealed()).map(({ resealed: count }) => count)).to.deep.equal([100, 50]);
      const whole = await sealsOf(stored());
      expect(whole.every((sealed) => isUnder(NOW, sealed))).to.equal(true);
      expect(whole.slice(0, 100)).to.deep.equal(half.slice(0, 100));
    }));

  it('names what no key opens, leaves it as it is, and does the rest', () =>
    withSecrets(NOW, async () => {
      const lost = await sealedAccounts(sql, LOST, 101, 'Lost');
      await sealedAccounts(sql, BEFORE, 1);
      const before = (await sealsOf(stored())).slice(0, 101);
      expect(await countUnreadable(deps, allSealed)).to.equal(101);
      const batches = await resealed();
      expect(batches.reduce((sum, { resealed: count }) => sum + count, 0)).to.equal(1);
      expect(batches.flatMap(({ unreadable }) => unreadable)).to.have.deep.members(
        lost.map((id) => ({ id, title: 'Lost' })),
      );
      const after = await sealsOf(stored());
      expect(after.slice(0, 101)).to.deep.equal(before);
      expect(isUnder(NOW, after[101] as string)).to.equal(true);
      expect(await countUnreadable(deps, allSealed)).to.equal(101);
    }));

  it('does not overwrite what somebody changes meanwhile', () =>
    withSecrets(NOW, async () => {
      const [id] = (await sealedAccounts(sql, BEFORE, 1)) as [string];
      const typed = seal(NOW, SECRET_KEYS.purposeOf(id), 'typed meanwhile');
      const somebody = deps.db.createQueryRunner();
      await somebody.startTransaction();
      await somebody.query('UPDATE aws_accounts SET secret_access_key_sealed = $1', [typed]);
      const resealing = resealed();
      await until('it waits for the account', async () => {
        const waiting =
          await sql(`SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%aws_accounts%'
          AND datname = current_database()`);
        return waiting.length > 0;
      });
      await somebody.commitTransaction();
      await somebody.release();
      await resealing;
      expect(await sealsOf(stored())).to.deep.equal([typed]);
    }));

  it('leaves an entry of the system for each batch that changed something, with figures and no secret', () =>
    withSecrets(NOW, async () => {
      await sealedAccounts(sql, BEFORE, 101);
      await sealedAccounts(sql, LOST, 1);
      const { entries } = await audited(resealed);
      expect(entries).to.have.length(2);
      for (const entry of entries) {
        expect(entry).to.include({ action: 'secret.reseal', entity: 'aws_account', actor_email: 'system', via: 'job' });
      }
      expect(entries.map(({ after }) => after)).to.deep.equal([
        { column: SECRET_KEYS.column, resealed: 100, unreadable: 0 },
        { column: SECRET_KEYS.column, resealed: 1, unreadable: 1 },
      ]);
      expect(JSON.stringify(entries) + logLines.all()).not.to.match(new RegExp(`${SEALED_SECRET}|v2\\.`));
      expect((await audited(resealed)).entries).to.deep.equal([]);
    }));
});
