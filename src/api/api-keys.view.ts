import { z } from 'zod';
import { SCOPES } from '../entities/api-key.entity.js';
import type { ApiKeyRecord } from '../services/api-keys/list-api-keys.js';
import { unixTime, uuid, viewOf } from './shapes.js';

export const apiKeySchema = z
  .object({
    id: uuid,
    name: z.string(),
    prefix: z.string().describe('How the key begins, to know it by.'),
    scopes: z.array(z.enum(SCOPES)),
    accounts: z.array(z.string()).nullable().describe('The AWS accounts that it is bound to; null means all.'),
    created_by: uuid,
    created_at: unixTime,
    expires_at: unixTime.nullable(),
    last_used_at: unixTime.nullable(),
    revoked_at: unixTime.nullable(),
  })
  .meta({ id: 'ApiKey' });

export const createdApiKeySchema = apiKeySchema
  .extend({ key: z.string().describe('Shown this once.') })
  .meta({ id: 'CreatedApiKey' });

export const apiKeyView: (key: ApiKeyRecord) => z.infer<typeof apiKeySchema> = viewOf(apiKeySchema);
