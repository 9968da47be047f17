import { z } from 'zod';
import { createAwsAccountInput, updateAwsAccountInput } from '../services/aws-accounts/aws-account.schema.js';
import { defaultAwsAccountId, getAwsAccount } from '../services/aws-accounts/aws-account-record.js';
import { allAwsAccounts } from '../services/aws-accounts/list-aws-accounts.js';
import { testConnection } from '../services/aws-accounts/test-connection.js';
import { createAwsAccount, deleteAwsAccount, updateAwsAccount } from '../services/aws-accounts/write-aws-account.js';
import { AppError } from '../services/core/errors.js';
import { awsAccountSchema, awsAccountView, connectionReportSchema } from './aws-accounts.view.js';
import { type Call, type Route, route, Versioned } from './route.js';

/** An account as it is read now. */
async function accountAnswer({ deps, caller }: Call<unknown>, id: string): Promise<Versioned> {
  const account = await getAwsAccount(deps, caller, id);
  return new Versioned(awsAccountView(account), account.version);
}

async function requireDefaultId({ deps }: Call<unknown>): Promise<string> {
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
  route({
    method: 'post',
    path: '/config/aws-accounts',
    name: 'createAwsAccount',
    summary: 'Add an AWS account',
    permission: 'aws_accounts:write',
    input: createAwsAccountInput,
    output: awsAccountSchema,
    status: 201,
    errors: ['ACCOUNT_ID_TAKEN'],
    handler: async (call) => accountAnswer(call, (await createAwsAccount(call.deps, call.caller, call.body)).id),
  }),
  route({
    method: 'get',
    path: '/config/aws-accounts/{id}',
    name: 'getAwsAccount',
    summary: 'One AWS account',
    permission: 'aws_accounts:read',
    output: awsAccountSchema,
    errors: ['NOT_FOUND'],
    handler: (call) => accountAnswer(call, call.params.id as string),
  }),
  route({
    method: 'put',
    path: '/config/aws-accounts/{id}',
    name: 'updateAwsAccount',
    summary: 'Change an AWS account; what its connection depends on makes it pending',
    permission: 'aws_accounts:write',
    input: updateAwsAccountInput,
    output: awsAccountSchema,
    errors: ['NOT_FOUND', 'ACCOUNT_ID_TAKEN', 'PRECONDITION_FAILED'],
    handler: async (call) => {
      const { deps, caller, params, body, ifVersion } = call;
      const { id } = await updateAwsAccount(deps, caller, params.id as string, body, ifVersion);
      return accountAnswer(call, id);
    },
  }),
  route({
    method: 'delete',
    path: '/config/aws-accounts/{id}',
    name: 'deleteAwsAccount',
    summary: 'Delete an AWS account; its events stay',
    permission: 'aws_accounts:write',
    status: 204,
    errors: ['NOT_FOUND', 'PRECONDITION_FAILED'],
    handler: ({ deps, caller, params, ifVersion }) => deleteAwsAccount(deps, caller, params.id as string, ifVersion),
  }),
  route({
    method: 'post',
    path: '/config/aws-accounts/{id}/test',
    name: 'testAwsAccount',
    summary: 'Ask AWS who we are with this account’s credentials and role',
    permission: 'aws_accounts:test',
    output: connectionReportSchema,
    errors: ['NOT_FOUND', 'RATE_LIMITED'],
    limit: 'connection_test',
    handler: ({ deps, caller, params }) => testConnection(deps, caller, params.id as string),
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
    handler: async (call) => accountAnswer(call, await requireDefaultId(call)),
  }),
  route({
    method: 'put',
    path: '/config/aws',
    name: 'putDefaultAwsAccount',
    summary: 'Change the default AWS account, or add it when there is none',
    permission: 'aws_accounts:write',
    input: updateAwsAccountInput,
    output: awsAccountSchema,
    errors: ['ACCOUNT_ID_TAKEN', 'PRECONDITION_FAILED'],
    handler: async (call) => {
      const { deps, caller, body, ifVersion } = call;
      const id = await defaultAwsAccountId(deps);
      const account = id
        ? await updateAwsAccount(deps, caller, id, body, ifVersion)
        : await createAwsAccount(deps, caller, body);
      return accountAnswer(call, account.id);
    },
  }),
  route({
    method: 'post',
    path: '/config/aws/test',
    name: 'testDefaultAwsAccount',
    summary: 'Test the connection of the default AWS account',
    permission: 'aws_accounts:test',
    output: connectionReportSchema,
    errors: ['NOT_FOUND', 'RATE_LIMITED'],
    limit: 'connection_test',
    handler: async (call) => testConnection(call.deps, call.caller, await requireDefaultId(call)),
  }),
];

export const awsAccountsRoutes: Route[] = [...accountRoutes, ...defaultAccountRoutes];
