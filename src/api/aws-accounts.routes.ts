import { z } from 'zod';
import { defaultAwsAccountId, getAwsAccount } from '../services/aws-accounts/aws-account-record.js';
import { connectionReport } from '../services/aws-accounts/connection-report.js';
import { allAwsAccounts } from '../services/aws-accounts/list-aws-accounts.js';
import { testConnection } from '../services/aws-accounts/test-connection.js';
import { createAwsAccount, deleteAwsAccount, updateAwsAccount } from '../services/aws-accounts/write-aws-account.js';
import { AppError } from '../services/core/errors.js';
import { perform } from '../services/core/write/perform.js';
import { awsAccountSchema, awsAccountView, versionedAwsAccount } from './aws-accounts.view.js';
import { type Call, operationRoute, type Route, route } from './route.js';

async function requireDefaultId({ deps }: Call): Promise<string> {
  const id = await defaultAwsAccountId(deps);
  if (id === null) throw new AppError('NOT_FOUND', { message: 'There is no AWS account yet. PUT one here first.' });
  return id;
}

const accountRoutes: Route[] = [
  route({
    method: 'get',
    path: '/config/aws-accounts',
    name: 'listAwsAccounts',
    summary: 'All AWS accounts, by name',
    permission: 'aws_accounts:read',
    output: z.array(awsAccountSchema),
    handler: async ({ deps, caller }) => (await allAwsAccounts(deps, caller)).map(awsAccountView),
  }),
  operationRoute({
    method: 'post',
    path: '/config/aws-accounts',
    name: 'createAwsAccount',
    summary: 'Add an AWS account',
    operation: createAwsAccount,
    output: awsAccountSchema,
    status: 201,
    errors: ['ACCOUNT_ID_TAKEN'],
    answer: versionedAwsAccount,
  }),
  route({
    method: 'get',
    path: '/config/aws-accounts/{id}',
    name: 'getAwsAccount',
    summary: 'One AWS account',
    permission: 'aws_accounts:read',
    output: awsAccountSchema,
    errors: ['NOT_FOUND'],
    handler: async ({ deps, caller, params }) => versionedAwsAccount(await getAwsAccount(deps, caller, params.id)),
  }),
  operationRoute({
    method: 'put',
    path: '/config/aws-accounts/{id}',
    name: 'updateAwsAccount',
    summary: 'Change an AWS account; what its connection depends on makes it pending',
    operation: updateAwsAccount,
    output: awsAccountSchema,
    errors: ['NOT_FOUND', 'ACCOUNT_ID_TAKEN', 'PRECONDITION_FAILED'],
    answer: versionedAwsAccount,
  }),
  operationRoute({
    method: 'delete',
    path: '/config/aws-accounts/{id}',
    name: 'deleteAwsAccount',
    summary: 'Delete an AWS account; its events stay',
    operation: deleteAwsAccount,
    status: 204,
    errors: ['NOT_FOUND', 'PRECONDITION_FAILED'],
  }),
  operationRoute({
    method: 'post',
    path: '/config/aws-accounts/{id}/test',
    name: 'testAwsAccount',
    summary: 'Ask AWS who we are with this account’s credentials and role',
    operation: testConnection,
    output: connectionReport,
    errors: ['NOT_FOUND', 'RATE_LIMITED'],
    limit: 'connection_test',
    answer: (report) => report,
  }),
];

/** The same for clients that know only one account: the oldest. */
const defaultAccountRoutes: Route[] = [
  route({
    method: 'get',
    path: '/config/aws',
    name: 'getDefaultAwsAccount',
    summary: 'The default AWS account: the oldest',
    permission: 'aws_accounts:read',
    output: awsAccountSchema,
    errors: ['NOT_FOUND'],
    handler: async (call) =>
      versionedAwsAccount(await getAwsAccount(call.deps, call.caller, await requireDefaultId(call))),
  }),
  route({
    method: 'put',
    path: '/config/aws',
    name: 'putDefaultAwsAccount',
    summary: 'Change the default AWS account, or add it when there is none',
    permission: updateAwsAccount.permission,
    input: updateAwsAccount.input as z.ZodType,
    output: awsAccountSchema,
    errors: ['ACCOUNT_ID_TAKEN', 'PRECONDITION_FAILED'],
    handler: async ({ deps, caller, body: input, ifVersion }) => {
      const id = await defaultAwsAccountId(deps);
      const account = id
        ? await perform(deps, caller, updateAwsAccount, { id, input, ifVersion })
        : await perform(deps, caller, createAwsAccount, { input });
      return versionedAwsAccount(account);
    },
  }),
  operationRoute({
    method: 'post',
    path: '/config/aws/test',
    name: 'testDefaultAwsAccount',
    summary: 'Test the connection of the default AWS account',
    operation: testConnection,
    target: requireDefaultId,
    output: connectionReport,
    errors: ['NOT_FOUND', 'RATE_LIMITED'],
    limit: 'connection_test',
    answer: (report) => report,
  }),
];

export const awsAccountsRoutes: Route[] = [...accountRoutes, ...defaultAccountRoutes];
