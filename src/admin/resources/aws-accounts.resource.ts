import { AwsAccount } from '../../entities/aws-account.entity.js';
import { getAwsAccount } from '../../services/aws-accounts/get-aws-account.js';
import { listAwsAccounts } from '../../services/aws-accounts/list-aws-accounts.js';
import { testConnection } from '../../services/aws-accounts/test-connection.js';
import { createAwsAccount, deleteAwsAccount, updateAwsAccount } from '../../services/aws-accounts/write-aws-account.js';
import type { Deps } from '../../services/deps.js';
import { Components } from '../adminjs/component-loader.js';
import { recordAction } from '../adminjs/record-action.js';
import { buildResource, exactly } from '../adminjs/resource.js';

const CONNECTION_FIELDS = [
  'account_name',
  'account_id',
  'region',
  'role_arn',
  'external_id',
  'access_key_id',
  'secret_access_key',
];

const BADGE = { list: Components.Badge, show: Components.Badge };

export const awsAccountsResource = (deps: Deps) =>
  buildResource(deps, {
    id: 'aws_accounts',
    entity: AwsAccount,
    icon: 'Cloud',
    titleProperty: 'account_name',
    words: {
      many: 'AWS accounts',
      one: 'AWS account',
      empty: {
        title: 'No AWS accounts yet',
        text: 'Add an account, then test its connection: that shows whether the role or key works.',
        create: 'Add an AWS account',
      },
      actions: { testConnection: 'Test connection' },
      properties: {
        account_id: 'AWS account id',
        account_name: 'Account name',
        role_arn: 'Role ARN',
        external_id: 'External id',
        access_key_id: 'Access key id',
        secret_access_key: 'Secret access key',
        last_sync: 'Last worked',
        last_event_at: 'Last event at',
      },
    },
    reads: { list: listAwsAccounts, get: getAwsAccount },
    writes: {
      create: { operation: createAwsAccount, fields: CONNECTION_FIELDS },
      update: { operation: updateAwsAccount, fields: [...CONNECTION_FIELDS, 'is_active'] },
      delete: { operation: deleteAwsAccount },
    },
    list: ['account_name', 'account_id', 'region', 'status', 'last_sync', 'last_event_at'],
    show: [
      'account_name',
      'account_id',
      'region',
      'status',
      'last_sync',
      'last_error',
      'last_event_at',
      'role_arn',
      'external_id',
      'access_key_id',
      'is_active',
      'created_at',
      'updated_at',
      'id',
    ],
    filters: { search: exactly('search'), is_active: exactly('is_active') },
    sortable: ['account_name', 'account_id', 'region', 'status', 'last_sync', 'created_at'],
    sort: { sortBy: 'account_name', direction: 'asc' },
    properties: {
      status: { components: BADGE },
      account_id: { description: '12 digits' },
      region: { description: 'Like eu-west-1' },
      role_arn: { description: 'The role to assume in that account. Empty: the access key’s own identity.' },
      external_id: { description: 'What the role’s trust policy asks for.' },
      access_key_id: { description: 'Empty: the credentials that the AWS SDK finds where Signalbox runs.' },
      secret_access_key: {
        type: 'password',
        description: 'Stored encrypted and never shown. Empty: what is stored stays.',
      },
      last_event_at: { type: 'datetime' },
      search: { type: 'string', description: 'A part of name or account id' },
    },
    actions: {
      testConnection: recordAction(deps, {
        operation: testConnection,
        icon: 'Zap',
        component: Components.ConnectionTest,
        answer: (report) => ({
          report,
          notice: { message: report.message, type: report.success ? 'success' : 'error' },
        }),
      }),
    },
  });
