import { z } from 'zod';
import { AwsAccount } from '../../entities/aws-account.entity.js';
import type { Caller } from '../core/actor.js';
import { lock } from '../core/context.js';
import type { Deps } from '../core/deps.js';
import { AppError } from '../core/errors.js';
import { perform } from '../core/perform.js';
import { can } from '../core/policy.js';
import { unseal } from '../core/seal.js';
import { requireId } from '../core/shapes.js';
import { secretKeySeal } from './aws-account-record.js';
import type { Connection, ConnectionReport } from './check-connection.js';

/**
 * Tests an account's connection and keeps the result: status, and `last_sync` or `last_error`. AWS is asked outside
 * the transaction, so that a slow answer holds no lock.
 * @throws {AppError} FORBIDDEN, NOT_FOUND
 */
export async function testConnection(deps: Deps, caller: Caller, accountId: string): Promise<ConnectionReport> {
  const report = can(caller.actor, 'aws_accounts:test') ? await check(await readConnection(deps, accountId)) : null;
  return perform(deps, caller, {
    permission: 'aws_accounts:test',
    action: 'aws_account.test',
    entity: 'aws_account',
    id: accountId,
    schema: z.void(),
    input: undefined,
    load: (ctx) => lock(ctx, AwsAccount, accountId),
    work: async (ctx, _input, account) => {
      if (!report) throw new AppError('FORBIDDEN');
      const before = { ...account };
      const outcome = report.success
        ? { status: 'active' as const, last_error: null, last_sync: ctx.now }
        : { status: 'failed' as const, last_error: report.message };
      Object.assign(account, outcome, { updated_at: ctx.now });
      await ctx.manager.save(AwsAccount, account);
      ctx.audit({ entity_id: account.id, before, after: account });
      return report;
    },
  });
}

/** The AWS SDK is large, so it is loaded with the first test. */
async function check(connection: Connection): Promise<ConnectionReport> {
  const { checkConnection } = await import('./check-connection.js');
  return checkConnection(connection);
}

async function readConnection({ config, db }: Deps, accountId: string): Promise<Connection> {
  const account = await db.manager
    .createQueryBuilder(AwsAccount, 'a')
    .addSelect('a.secret_access_key_sealed')
    .where('a.id = :id AND a.deleted_at IS NULL', { id: requireId(accountId) })
    .getOne();
  if (!account) throw new AppError('NOT_FOUND');
  const { account_id, region, role_arn, external_id, access_key_id, secret_access_key_sealed: sealed } = account;
  const keys =
    access_key_id && sealed
      ? { accessKeyId: access_key_id, secretAccessKey: unseal(config.SECRETS_KEY, secretKeySeal(account.id), sealed) }
      : null;
  return { account_id, region, role_arn, external_id, keys };
}
