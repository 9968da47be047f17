import { z } from 'zod';
import { awsAccountId, awsRegion, nullable, optionalSecret, requiredText } from '../core/input/shapes.js';
import { pagingFields } from '../core/read/paging.js';

const fields = {
  account_id: awsAccountId,
  account_name: requiredText(200),
  region: awsRegion,
  role_arn: nullable(
    z
      .string()
      .regex(/^arn:aws[a-z-]*:iam::[0-9]{12}:role\/[A-Za-z0-9_+=,.@/-]{1,512}$/, 'must be the ARN of an IAM role'),
  ),
  external_id: nullable(
    z.string().regex(/^[A-Za-z0-9_+=,.@:/-]{2,1224}$/, 'must be 2 to 1224 letters, digits or +=,.@:/-'),
  ),
  access_key_id: nullable(z.string().regex(/^[A-Za-z0-9_]{16,128}$/, 'must be an access key id')),
  secret_access_key: optionalSecret(z.string().min(16, 'must be at least 16 characters').max(256).nullable()),
  is_active: z.boolean(),
};

const { account_id, account_name, region, ...optional } = fields;

export const createAwsAccountInput = z.strictObject({
  account_id,
  account_name,
  region,
  ...z.object(optional).partial().shape,
});

export const updateAwsAccountInput = z.strictObject(fields).partial();

export const listAwsAccountsQuery = z.strictObject({
  ...pagingFields,
  search: z.string().max(200).optional().describe('A part of name or account id.'),
  is_active: z.enum(['true', 'false']).optional(),
});
