import { guarded } from '../core/access/guarded.js';
import type { Subject } from '../core/access/subject.js';
import type { Core } from '../core/core.js';
import { AppError } from '../core/errors.js';
import { getter, readOne } from '../core/read/source.js';
import { rows } from '../core/read/sql.js';
import { AWS_ACCOUNTS, type AwsAccountRecord } from './aws-account-record.js';

const READING: Subject = { permission: 'aws_accounts:read', action: 'aws_account.read', entity: 'aws_account' };

/** One account. */
export const getAwsAccount = getter<AwsAccountRecord>(READING, AWS_ACCOUNTS);

/**
 * The account that clients mean which know only one.
 * @throws {AppError} FORBIDDEN, NOT_FOUND
 */
export const getDefaultAwsAccount = guarded({
  ...READING,
  work: async (core) => readOne<AwsAccountRecord>(core, AWS_ACCOUNTS, await requireDefaultAwsAccountId(core)),
});

/** @throws {AppError} NOT_FOUND when there is no account yet */
export async function requireDefaultAwsAccountId(core: Core): Promise<string> {
  const id = await defaultAwsAccountId(core);
  if (id === null) throw new AppError('NOT_FOUND', { message: 'There is no AWS account yet. PUT one here first.' });
  return id;
}

/** The id of the oldest account; null when there is none. */
export async function defaultAwsAccountId(core: Core): Promise<string | null> {
  const [oldest] = await rows<{ id: string }>(
    core,
    'SELECT id FROM aws_accounts WHERE deleted_at IS NULL ORDER BY created_at, id LIMIT 1',
  );
  return oldest?.id ?? null;
}
