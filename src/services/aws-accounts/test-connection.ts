import { z } from 'zod';
import { AwsAccount } from '../../entities/aws-account.entity.js';
import type { Caller } from '../core/access/actor.js';
import { can } from '../core/access/policy.js';
import { AppError } from '../core/errors.js';
import { requireId } from '../core/input/shapes.js';
import { unseal } from '../core/seal.js';
import { lock } from '../core/write/context.js';
import { perform } from '../core/write/perform.js';
import type { Deps } from '../deps.js';
import { secretKeySeal } from './aws-account-record.js';
import type { Connection, ConnectionReport } from './check-connection.js';

/**
 * Tests an account's connection and keeps the result: status, and `last_sync` or `last_error`. AWS is asked outside
 * the transaction, so that a slow answer holds no lock.
 * @throws {AppError} FORBIDDEN, NOT_FOUND
 */
export async function testConnection(deps: Deps, caller: Caller, accountId: string): Promise<ConnectionReport> {
  const tested = can(caller.actor, 'aws_accounts:test') ? await check(await readAccount(deps, accountId), deps) : null;
  return perform(deps, caller, {
    permission: 'aws_accounts:test',
    action: 'aws_account.test',
    entity: 'aws_account',
    id: accountId,
    schema: z.void(),
    input: undefined,
    load: (ctx) => lock(ctx, AwsAccount, accountId),
    work: async (ctx, _input, account) => {
      if (!tested) throw new AppError('FORBIDDEN');
      const { report, version } = tested;
      // Somebody has changed the account meanwhile: the report is of what it was, so it says nothing of what it is.
      const isOfThis = account.version === version;
      const changes = isOfThis ? { ...resultOf(report, ctx.now), version: version + 1, updated_at: ctx.now } : {};
      if (isOfThis) await ctx.manager.update(AwsAccount, { id: account.id }, changes);
      ctx.audit({ entity_id: account.id, before: account, after: { ...account, ...changes } });
      return report;
    },
  });
}

const resultOf = ({ success, message }: ConnectionReport, now: Date) =>
  success
    ? { status: 'active' as const, last_error: null, last_sync: now }
    : { status: 'failed' as const, last_error: message };

/** The AWS SDK is large, so it is loaded with the first test. */
async function check(account: AwsAccount, { config }: Deps): Promise<{ report: ConnectionReport; version: number }> {
  const { checkConnection } = await import('./check-connection.js');
  return { report: await checkConnection(connectionOf(account, config.SECRETS_KEY)), version: account.version };
}

async function readAccount({ db }: Deps, accountId: string): Promise<AwsAccount> {
  const account = await db.manager
    .createQueryBuilder(AwsAccount, 'a')
    .addSelect('a.secret_access_key_sealed')
    .where('a.id = :id AND a.deleted_at IS NULL', { id: requireId(accountId) })
    .getOne();
  if (!account) throw new AppError('NOT_FOUND');
  return account;
}

function connectionOf(account: AwsAccount, secretsKey: string): Connection {
  const { account_id, region, role_arn, external_id, access_key_id, secret_access_key_sealed: sealed } = account;
  const keys =
    access_key_id && sealed
      ? { accessKeyId: access_key_id, secretAccessKey: unseal(secretsKey, secretKeySeal(account.id), sealed) }
      : null;
  return { account_id, region, role_arn, external_id, keys };
}
