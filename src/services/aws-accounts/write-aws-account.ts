import { z } from 'zod';
import { AwsAccount } from '../../entities/aws-account.entity.js';
import type { Caller } from '../core/access/actor.js';
import { invalid } from '../core/errors.js';
import { seal } from '../core/seal.js';
import { lock } from '../core/write/context.js';
import { perform } from '../core/write/perform.js';
import type { Deps } from '../deps.js';
import { createAwsAccountInput, updateAwsAccountInput } from './aws-account.schema.js';
import { secretKeySeal } from './aws-account-record.js';

/**
 * Adds an account. Its connection is pending until it is tested.
 * @throws {AppError} FORBIDDEN, VALIDATION_FAILED, ACCOUNT_ID_TAKEN
 */
export function createAwsAccount(deps: Deps, caller: Caller, input: unknown): Promise<AwsAccount> {
  return perform(deps, caller, {
    permission: 'aws_accounts:write',
    action: 'aws_account.create',
    entity: 'aws_account',
    schema: createAwsAccountInput,
    input,
    work: async (ctx, { secret_access_key, ...fields }) => {
      const account = ctx.manager.create(AwsAccount, {
        id: ctx.newId(),
        role_arn: null,
        external_id: null,
        access_key_id: null,
        is_active: true,
        ...fields,
        secret_access_key_sealed: null,
        status: 'pending',
        last_sync: null,
        last_error: null,
        created_at: ctx.now,
        updated_at: ctx.now,
        deleted_at: null,
        version: 1,
      });
      if (secret_access_key) sealKey(deps, account, secret_access_key);
      requireKeyPair(account);
      await ctx.manager.insert(AwsAccount, account);
      ctx.audit({ entity_id: account.id, before: null, after: account });
      return account;
    },
  });
}

/**
 * Changes what is named and keeps the rest. What the connection depends on makes it pending again.
 * @throws {AppError} FORBIDDEN, NOT_FOUND, VALIDATION_FAILED, ACCOUNT_ID_TAKEN, PRECONDITION_FAILED
 */
export function updateAwsAccount(
  deps: Deps,
  caller: Caller,
  accountId: string,
  input: unknown,
  ifVersion?: number,
): Promise<AwsAccount> {
  return perform(deps, caller, {
    permission: 'aws_accounts:write',
    action: 'aws_account.update',
    entity: 'aws_account',
    id: accountId,
    schema: updateAwsAccountInput,
    input,
    ifVersion,
    load: async (ctx) => {
      const account = await lock(ctx, AwsAccount, accountId);
      const { secret_access_key_sealed } = await ctx.manager.findOneOrFail(AwsAccount, {
        where: { id: account.id },
        select: { id: true, secret_access_key_sealed: true },
      });
      return Object.assign(account, { secret_access_key_sealed });
    },
    work: async (ctx, { secret_access_key, ...changes }, account) => {
      const before = { ...account };
      Object.assign(account, changes, { updated_at: ctx.now });
      if (secret_access_key) sealKey(deps, account, secret_access_key);
      if (secret_access_key === null || account.access_key_id === null) account.secret_access_key_sealed = null;
      requireKeyPair(account);
      if (CONNECTION.some((name) => account[name] !== before[name])) {
        Object.assign(account, { status: 'pending', last_error: null });
      }
      await ctx.manager.save(AwsAccount, account);
      ctx.audit({ entity_id: account.id, before, after: account });
      return account;
    },
  });
}

/**
 * Deletes an account softly and forgets its key. Its events stay.
 * @throws {AppError} FORBIDDEN, NOT_FOUND
 */
export function deleteAwsAccount(deps: Deps, caller: Caller, accountId: string, ifVersion?: number): Promise<void> {
  return perform(deps, caller, {
    permission: 'aws_accounts:write',
    action: 'aws_account.delete',
    entity: 'aws_account',
    id: accountId,
    schema: z.void(),
    input: undefined,
    ifVersion,
    load: (ctx) => lock(ctx, AwsAccount, accountId),
    work: async (ctx, _input, account) => {
      ctx.audit({ entity_id: account.id, before: account, after: null });
      await ctx.manager.update(
        AwsAccount,
        { id: account.id },
        { deleted_at: ctx.now, updated_at: ctx.now, secret_access_key_sealed: null },
      );
    },
  });
}

/** What a connection depends on. */
const CONNECTION = [
  'account_id',
  'region',
  'role_arn',
  'external_id',
  'access_key_id',
  'secret_access_key_sealed',
] as const satisfies (keyof AwsAccount)[];

function sealKey({ config }: Deps, account: AwsAccount, secret: string): void {
  account.secret_access_key_sealed = seal(config.SECRETS_KEY, secretKeySeal(account.id), secret);
}

function requireKeyPair({ access_key_id, secret_access_key_sealed }: AwsAccount): void {
  if (access_key_id && !secret_access_key_sealed) throw invalid({ secret_access_key: 'is needed with access_key_id' });
  if (!access_key_id && secret_access_key_sealed) throw invalid({ access_key_id: 'is needed with secret_access_key' });
}
