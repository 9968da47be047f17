import { z } from 'zod';
import { connectionReport } from '../services/aws-accounts/connection-report.js';
import {
  defaultAwsAccountId,
  getAwsAccount,
  getDefaultAwsAccount,
  requireDefaultAwsAccountId,
} from '../services/aws-accounts/get-aws-account.js';
import { allAwsAccounts } from '../services/aws-accounts/list-aws-accounts.js';
import { testConnection } from '../services/aws-accounts/test-connection.js';
import { createAwsAccount, deleteAwsAccount, updateAwsAccount } from '../services/aws-accounts/write-aws-account.js';
import { awsAccountSchema, awsAccountView, versionedAwsAccount } from './aws-accounts.view.js';
import { operationRoute, type Route, route } from './route.js';

const accountRoutes: Route[] = [
  route({
    method: 'get',
    path: '/config/aws-accounts',
    name: 'listAwsAccounts',
    summary: 'All AWS accounts, by name',
    serves: allAwsAccounts,
    output: z.array(awsAccountSchema),
    answer: (accounts) => accounts.map(awsAccountView),
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
    serves: getAwsAccount,
    output: awsAccountSchema,
    errors: ['NOT_FOUND'],
    answer: versionedAwsAccount,
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
    errors: ['NOT_FOUND'],
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
    serves: getDefaultAwsAccount,
    output: awsAccountSchema,
    errors: ['NOT_FOUND'],
    answer: versionedAwsAccount,
  }),
  operationRoute({
    method: 'put',
    path: '/config/aws',
    name: 'putDefaultAwsAccount',
    summary: 'Change the default AWS account, or add it when there is none',
    operation: updateAwsAccount,
    target: ({ deps }) => defaultAwsAccountId(deps),
    orElse: createAwsAccount,
    output: awsAccountSchema,
    errors: ['ACCOUNT_ID_TAKEN', 'PRECONDITION_FAILED'],
    answer: versionedAwsAccount,
  }),
  operationRoute({
    method: 'post',
    path: '/config/aws/test',
    name: 'testDefaultAwsAccount',
    summary: 'Test the connection of the default AWS account',
    operation: testConnection,
    target: ({ deps }) => requireDefaultAwsAccountId(deps),
    output: connectionReport,
    errors: ['NOT_FOUND'],
    answer: (report) => report,
  }),
];

export const awsAccountsRoutes: Route[] = [...accountRoutes, ...defaultAccountRoutes];
