import { ApiKey } from '../../entities/api-key.entity.js';
import { KEY_PREFIX } from '../auth/identify.js';
import { hashSecret, newSecret } from '../auth/tokens.js';
import { requireUser } from '../core/access/actor.js';
import { invalid } from '../core/errors.js';
import { fromUnix } from '../core/input/shapes.js';
import { operation } from '../core/write/operation.js';
import { insert } from '../core/write/records.js';
import { createApiKeyInput } from './api-key.schema.js';
import type { ApiKeyRecord } from './list-api-keys.js';

/** Characters of a key that stay readable, to know it by. */
const SHOWN = KEY_PREFIX.length + 8;

/**
 * Makes a key. It comes back this once; only its hash is kept.
 * @throws {AppError} FORBIDDEN, VALIDATION_FAILED
 */
export const createApiKey = operation({
  permission: 'api_keys:manage',
  action: 'api_key.create',
  entity: 'api_key',
  input: createApiKeyInput,
  work: async (ctx, { input: { name, scopes, accounts = null, expires_at } }) => {
    const expiry = expires_at == null ? null : fromUnix(expires_at);
    if (expiry && expiry <= ctx.now) throw invalid({ expires_at: 'must be in the future' });
    const key = `${KEY_PREFIX}${newSecret()}`;
    const record: Omit<ApiKeyRecord, 'is_maker_active'> = {
      id: ctx.newId(),
      name,
      prefix: key.slice(0, SHOWN),
      scopes: [...new Set(scopes)],
      accounts,
      created_by: requireUser(ctx.actor).id,
      created_at: ctx.now,
      expires_at: expiry,
      last_used_at: null,
      revoked_at: null,
    };
    await insert(ctx, ApiKey, { ...record, hash: hashSecret(key) });
    return { record: { ...record, is_maker_active: true }, key };
  },
});
