import { AwsAccount, CONNECTION_STATUSES } from '../../entities/aws-account.entity.js';
import { columnsOf } from '../core/read/source.js';
import type { SealedColumn } from '../core/seal.js';

/** What an account's page says of its connection. */
export const SHOWN_STATUSES = [...CONNECTION_STATUSES, 'disabled'] as const;

/** An account as it is read: never its secret key. */
export interface AwsAccountRecord extends Omit<AwsAccount, 'secret_access_key_sealed' | 'deleted_at' | 'status'> {
  status: (typeof SHOWN_STATUSES)[number];
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

/** Where secret keys are sealed, each for its account. */
export const SECRET_KEYS: SealedColumn = {
  table: 'aws_accounts',
  column: 'secret_access_key_sealed',
  entity: 'aws_account',
  title: 'account_name',
  purposeOf: (id) => `aws_accounts.secret_access_key ${id}`,
};
