import type { AwsAccount, ConnectionStatus } from '../../entities/aws-account.entity.js';
import type { Caller } from '../core/access/actor.js';
import { authorise } from '../core/access/policy.js';
import { AppError } from '../core/errors.js';
import { requireId } from '../core/input/shapes.js';
import { type On, rows } from '../core/read/sql.js';
import type { Deps } from '../deps.js';

/** An account as it is read: never its secret key. */
export interface AwsAccountRecord extends Omit<AwsAccount, 'secret_access_key_sealed' | 'deleted_at' | 'status'> {
  status: ConnectionStatus | 'disabled';
  last_event_at: Date | null;
}

export const AWS_ACCOUNT_COLUMNS = `a.id, a.account_id, a.account_name, a.region, a.role_arn, a.external_id,
  a.access_key_id, a.is_active, CASE WHEN a.is_active THEN a.status ELSE 'disabled' END AS status, a.last_sync,
  a.last_error, a.created_at, a.updated_at, a.version,
  (SELECT e.published_at FROM events e WHERE e.account = a.account_id AND e.deleted_at IS NULL
   ORDER BY e.id DESC LIMIT 1) AS last_event_at`;

/** What the seal of an account's secret key is bound to. */
export const secretKeySeal = (id: string): string => `aws_accounts.secret_access_key ${id}`;

/**
 * One account.
 * @throws {AppError} FORBIDDEN, NOT_FOUND
 */
export async function getAwsAccount(deps: Deps, caller: Caller, accountId: string): Promise<AwsAccountRecord> {
  authorise(caller.actor, 'aws_accounts:read');
  return readAwsAccount(deps, accountId);
}

/**
 * One account as it is read.
 * @throws {AppError} NOT_FOUND
 */
export async function readAwsAccount(on: On, accountId: string): Promise<AwsAccountRecord> {
  const [account] = await rows<AwsAccountRecord>(
    on,
    `SELECT ${AWS_ACCOUNT_COLUMNS} FROM aws_accounts a WHERE a.id = $1 AND a.deleted_at IS NULL`,
    [requireId(accountId)],
  );
  if (!account) throw new AppError('NOT_FOUND');
  return account;
}

/** The id of the account that clients mean which know only one: the oldest. Null when there is none. */
export async function defaultAwsAccountId(deps: Deps): Promise<string | null> {
  const [oldest] = await rows<{ id: string }>(
    deps,
    'SELECT id FROM aws_accounts WHERE deleted_at IS NULL ORDER BY created_at, id LIMIT 1',
  );
  return oldest?.id ?? null;
}
