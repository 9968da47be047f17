import type { z } from 'zod';
import type { Caller } from '../core/access/actor.js';
import { authorise } from '../core/access/policy.js';
import { listPage, type Page } from '../core/read/list.js';
import { Conditions, containing, rows } from '../core/read/sql.js';
import type { Deps } from '../deps.js';
import type { listAwsAccountsQuery } from './aws-account.schema.js';
import { AWS_ACCOUNTS, type AwsAccountRecord } from './aws-account-record.js';

const SOURCE = {
  ...AWS_ACCOUNTS,
  sortable: {
    created_at: 'a.created_at',
    account_name: 'a.account_name',
    account_id: 'a.account_id',
    region: 'a.region',
    status: 'a.status',
    last_sync: `coalesce(a.last_sync, '-infinity')`,
  },
  defaultSort: 'account_name',
};

/** A page of accounts, by name. */
export async function listAwsAccounts(
  deps: Deps,
  caller: Caller,
  query: z.infer<typeof listAwsAccountsQuery>,
): Promise<Page<AwsAccountRecord>> {
  authorise(caller.actor, 'aws_accounts:read');
  const conditions = new Conditions().addIf(query.is_active, 'a.is_active = ?');
  if (query.search) {
    const part = containing(query.search);
    conditions.add('(a.account_name ILIKE ? OR a.account_id ILIKE ?)', part, part);
  }
  return listPage<AwsAccountRecord>(deps, SOURCE, conditions, query);
}

/** All accounts, by name. */
export async function allAwsAccounts(deps: Deps, caller: Caller): Promise<AwsAccountRecord[]> {
  authorise(caller.actor, 'aws_accounts:read');
  return rows<AwsAccountRecord>(
    deps,
    `SELECT ${AWS_ACCOUNTS.select} FROM aws_accounts a WHERE ${AWS_ACCOUNTS.where} ORDER BY a.account_name, a.id`,
  );
}
