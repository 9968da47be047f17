import { guarded } from '../core/access/guarded.js';
import { Conditions } from '../core/read/conditions.js';
import { listPage } from '../core/read/list.js';
import { searchTerms } from '../core/read/search-terms.js';
import { rows } from '../core/read/sql.js';
import { listAwsAccountsQuery } from './aws-account.schema.js';
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

/**
 * A page of accounts, by name.
 * @throws {AppError} FORBIDDEN; VALIDATION_FAILED as `listPage` does
 */
export const listAwsAccounts = guarded({
  permission: 'aws_accounts:read',
  action: 'aws_account.list',
  entity: 'aws_account',
  query: listAwsAccountsQuery,
  work: (core, _caller, query) => {
    const conditions = new Conditions()
      .addEqual('a.is_active', query.is_active)
      .addContaining(searchTerms(query.search), `a.account_name || ' ' || a.account_id`);
    return listPage<AwsAccountRecord>(core, SOURCE, conditions, query);
  },
});

/** All accounts, by name. */
export const allAwsAccounts = guarded({
  permission: 'aws_accounts:read',
  action: 'aws_account.list',
  entity: 'aws_account',
  work: (core) =>
    rows<AwsAccountRecord>(
      core,
      `SELECT ${AWS_ACCOUNTS.select} FROM aws_accounts a WHERE ${AWS_ACCOUNTS.where} ORDER BY a.account_name, a.id`,
    ),
});
