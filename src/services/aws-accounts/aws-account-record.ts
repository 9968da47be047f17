import { AwsAccount, type ConnectionStatus } from '../../entities/aws-account.entity.js';
import { columnsOf, getter } from '../core/read/source.js';
import { rows } from '../core/read/sql.js';
import type { Deps } from '../deps.js';

/** An account as it is read: never its secret key. */
export interface AwsAccountRecord extends Omit<AwsAccount, 'secret_access_key_sealed' | 'deleted_at' | 'status'> {
  status: ConnectionStatus | 'disabled';
  last_event_at: Date | null;
}

/** How an account is read. One that is switched off says so, whatever its last test said. */
export const AWS_ACCOUNTS = {
  select: `${columnsOf(AwsAccount, 'a', ['status'])}, CASE WHEN a.is_active THEN a.status ELSE 'disabled' END AS status,
    (SELECT e.published_at FROM events e WHERE e.account = a.account_id AND e.deleted_at IS NULL
     ORDER BY e.id DESC LIMIT 1) AS last_event_at`,
  from: 'aws_accounts a',
  id: 'a.id',
  where: 'a.deleted_at IS NULL',
};

/** What the seal of an account's secret key is bound to. */
export const secretKeySeal = (id: string): string => `aws_accounts.secret_access_key ${id}`;

/** One account. */
export const getAwsAccount = getter<AwsAccountRecord>('aws_accounts:read', AWS_ACCOUNTS);

/** The id of the account that clients mean which know only one: the oldest. Null when there is none. */
export async function defaultAwsAccountId(deps: Deps): Promise<string | null> {
  const [oldest] = await rows<{ id: string }>(
    deps,
    'SELECT id FROM aws_accounts WHERE deleted_at IS NULL ORDER BY created_at, id LIMIT 1',
  );
  return oldest?.id ?? null;
}
