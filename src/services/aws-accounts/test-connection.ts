import { AwsAccount } from '../../entities/aws-account.entity.js';
import type { Core } from '../core/core.js';
import { AppError } from '../core/errors.js';
import { requireId } from '../core/input/shapes.js';
import { rows } from '../core/read/sql.js';
import { type SealingKeys, unseal } from '../core/seal.js';
import { operation } from '../core/write/operation.js';
import { update } from '../core/write/records.js';
import { SECRET_KEYS } from './aws-account-record.js';
import type { Connection } from './check-connection.js';
import type { ConnectionReport } from './connection-report.js';

/**
 * Tests an account's connection and keeps the result: status, and `last_sync` or `last_error`. AWS is asked before the
 * transaction, so that a slow answer holds no lock.
 * @throws {AppError} FORBIDDEN, NOT_FOUND
 */
export const testConnection = operation({
  permission: 'aws_accounts:test',
  action: 'aws_account.test',
  entity: 'aws_account',
  limit: 'connection_test',
  prepare: async (core, { id }) => {
    const account = await readAccount(core, id);
    // The AWS SDK is large, so it is loaded with the first test.
    const { checkConnection } = await import('./check-connection.js');
    const connection = connectionOf(account, core.config);
    const report = connection ? await checkConnection(connection) : UNREADABLE;
    return { report, version: account.version };
  },
  locks: AwsAccount,
  work: async (ctx, { record: account, prepared: { report, version } }) => {
    // Somebody has changed the account meanwhile: the report is of what it was, so it says nothing of what it is.
    if (account.version === version) await update(ctx, AwsAccount, account, resultOf(report, ctx.now));
    else ctx.audit({ entity_id: account.id, before: null, after: null });
    return report;
  },
});

const resultOf = ({ success, message }: ConnectionReport, now: Date): Partial<AwsAccount> =>
  success ? { status: 'active', last_error: null, last_sync: now } : { status: 'failed', last_error: message };

async function readAccount(core: Core, accountId: string): Promise<AwsAccount> {
  const [account] = await rows<AwsAccount>(core, 'SELECT * FROM aws_accounts WHERE id = $1 AND deleted_at IS NULL', [
    requireId(accountId),
  ]);
  if (!account) throw new AppError('NOT_FOUND');
  return account;
}

/** What it is to be tested with; null when its secret key cannot be opened. */
function connectionOf(account: AwsAccount, keys: SealingKeys): Connection | null {
  const { account_id, region, role_arn, external_id, access_key_id, secret_access_key_sealed: sealed } = account;
  const connection = { account_id, region, role_arn, external_id };
  if (!access_key_id || !sealed) return { ...connection, keys: null };
  const secretAccessKey = unseal(keys, SECRET_KEYS.purposeOf(account.id), sealed);
  return secretAccessKey === null ? null : { ...connection, keys: { accessKeyId: access_key_id, secretAccessKey } };
}

/** Nothing was asked of AWS, so nothing was checked. */
const UNREADABLE: ConnectionReport = {
  success: false,
  code: 'SECRET_UNREADABLE',
  message:
    'The stored secret access key cannot be opened: SECRETS_KEY is not the one that it was sealed under. ' +
    'Type the secret access key again, or put the old key into SECRETS_KEYS_OLD.',
  latency_ms: 0,
  checks: [],
};
