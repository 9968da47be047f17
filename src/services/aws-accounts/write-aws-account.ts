import { AwsAccount } from '../../entities/aws-account.entity.js';
import { invalid } from '../core/errors.js';
import { readOne } from '../core/read/source.js';
import { seal } from '../core/seal.js';
import type { Context } from '../core/write/context.js';
import { operation } from '../core/write/operation.js';
import { insert, lock, remove, update } from '../core/write/records.js';
import { createAwsAccountInput, updateAwsAccountInput } from './aws-account.schema.js';
import { AWS_ACCOUNTS, type AwsAccountRecord, SECRET_KEYS } from './aws-account-record.js';

/**
 * Adds an account. Its connection is pending until it is tested.
 * @throws {AppError} FORBIDDEN, VALIDATION_FAILED, ACCOUNT_ID_TAKEN
 */
export const createAwsAccount = operation({
  permission: 'aws_accounts:write',
  action: 'aws_account.create',
  entity: 'aws_account',
  input: createAwsAccountInput,
  work: async (ctx, { input: { secret_access_key, ...fields } }) => {
    const id = ctx.newId();
    const account: AwsAccount = {
      id,
      role_arn: null,
      external_id: null,
      access_key_id: null,
      is_active: true,
      ...fields,
      secret_access_key_sealed: secret_access_key ? sealKey(ctx, id, secret_access_key) : null,
      status: 'pending',
      last_sync: null,
      last_error: null,
      created_at: ctx.now,
      updated_at: ctx.now,
      deleted_at: null,
      version: 1,
    };
    requireKeyPair(account);
    await insert(ctx, AwsAccount, account);
    return readOne<AwsAccountRecord>(ctx, AWS_ACCOUNTS, id);
  },
});

/**
 * Changes what is named and keeps the rest. What the connection depends on makes it pending again.
 * @throws {AppError} FORBIDDEN, NOT_FOUND, VALIDATION_FAILED, ACCOUNT_ID_TAKEN, PRECONDITION_FAILED
 */
export const updateAwsAccount = operation({
  permission: 'aws_accounts:write',
  action: 'aws_account.update',
  entity: 'aws_account',
  input: updateAwsAccountInput,
  load: (ctx, { id }) => lock(ctx, AwsAccount, id, { also: ['secret_access_key_sealed'] }),
  work: async (ctx, { input: { secret_access_key, ...fields }, record: account }) => {
    const changes: Partial<AwsAccount> = { ...fields };
    if (secret_access_key) changes.secret_access_key_sealed = sealKey(ctx, account.id, secret_access_key);
    else if (secret_access_key === null || fields.access_key_id === null) changes.secret_access_key_sealed = null;
    const next = { ...account, ...changes };
    requireKeyPair(next);
    if (CONNECTION.some((name) => next[name] !== account[name])) {
      Object.assign(changes, { status: 'pending', last_error: null });
    }
    await update(ctx, AwsAccount, account, changes);
    return readOne<AwsAccountRecord>(ctx, AWS_ACCOUNTS, account.id);
  },
});

/**
 * Deletes an account softly and forgets its key. Its events stay.
 * @throws {AppError} FORBIDDEN, NOT_FOUND
 */
export const deleteAwsAccount = operation({
  permission: 'aws_accounts:write',
  action: 'aws_account.delete',
  entity: 'aws_account',
  load: (ctx, { id }) => lock(ctx, AwsAccount, id, { also: ['secret_access_key_sealed'] }),
  work: (ctx, { record: account }) => remove(ctx, AwsAccount, account, { secret_access_key_sealed: null }),
});

/** What a connection depends on. */
const CONNECTION = [
  'account_id',
  'region',
  'role_arn',
  'external_id',
  'access_key_id',
  'secret_access_key_sealed',
] as const satisfies (keyof AwsAccount)[];

const sealKey = ({ core }: Context, id: string, secret: string): string =>
  seal(core.config, SECRET_KEYS.purposeOf(id), secret);

function requireKeyPair({ access_key_id, secret_access_key_sealed }: AwsAccount): void {
  if (access_key_id && !secret_access_key_sealed) throw invalid({ secret_access_key: 'is needed with access_key_id' });
  if (!access_key_id && secret_access_key_sealed) throw invalid({ access_key_id: 'is needed with secret_access_key' });
}
