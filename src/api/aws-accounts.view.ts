import { z } from 'zod';
import { type AwsAccountRecord, SHOWN_STATUSES } from '../services/aws-accounts/aws-account-record.js';
import { Versioned } from './route.js';
import { unixTime, uuid, viewOf } from './shapes.js';

export const awsAccountSchema = z
  .object({
    id: uuid,
    account_id: z.string(),
    account_name: z.string(),
    region: z.string(),
    role_arn: z.string().nullable(),
    external_id: z.string().nullable(),
    access_key_id: z.string().nullable(),
    status: z.enum(SHOWN_STATUSES),
    last_sync: unixTime.nullable().describe('When the connection last worked.'),
    last_error: z.string().nullable(),
    last_event_at: unixTime.nullable(),
    is_active: z.boolean(),
    created_at: unixTime,
    updated_at: unixTime,
  })
  .meta({ id: 'AwsAccount' });

export const awsAccountView: (account: AwsAccountRecord) => z.infer<typeof awsAccountSchema> = viewOf(awsAccountSchema);

export const versionedAwsAccount = (account: AwsAccountRecord) =>
  new Versioned(awsAccountView(account), account.version);
