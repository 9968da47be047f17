import { z } from 'zod';
import type { AwsAccountRecord } from '../services/aws-accounts/aws-account-record.js';
import { toUnix, toUnixOrNull } from '../services/core/input/shapes.js';
import { Versioned } from './route.js';
import { unixTime, uuid } from './shapes.js';

export const awsAccountSchema = z
  .object({
    id: uuid,
    account_id: z.string(),
    account_name: z.string(),
    region: z.string(),
    role_arn: z.string().nullable(),
    external_id: z.string().nullable(),
    access_key_id: z.string().nullable(),
    status: z.enum(['pending', 'active', 'failed', 'disabled']),
    last_sync: unixTime.nullable().describe('When the connection last worked.'),
    last_error: z.string().nullable(),
    last_event_at: unixTime.nullable(),
    is_active: z.boolean(),
    created_at: unixTime,
    updated_at: unixTime,
  })
  .meta({ id: 'AwsAccount' });

export const awsAccountView = (account: AwsAccountRecord): z.infer<typeof awsAccountSchema> => ({
  id: account.id,
  account_id: account.account_id,
  account_name: account.account_name,
  region: account.region,
  role_arn: account.role_arn,
  external_id: account.external_id,
  access_key_id: account.access_key_id,
  status: account.status,
  last_sync: toUnixOrNull(account.last_sync),
  last_error: account.last_error,
  last_event_at: toUnixOrNull(account.last_event_at),
  is_active: account.is_active,
  created_at: toUnix(account.created_at),
  updated_at: toUnix(account.updated_at),
});

export const versionedAwsAccount = (account: AwsAccountRecord) =>
  new Versioned(awsAccountView(account), account.version);
