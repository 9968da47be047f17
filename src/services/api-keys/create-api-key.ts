import { ApiKey } from '../../entities/api-key.entity.js';
import { KEY_PREFIX } from '../auth/identify.js';
import { hashSecret, newSecret } from '../auth/tokens.js';
import type { Caller, UserActor } from '../core/access/actor.js';
import { invalid } from '../core/errors.js';
import { fromUnix } from '../core/input/shapes.js';
import { perform } from '../core/write/perform.js';
import type { Deps } from '../deps.js';
import { createApiKeyInput } from './api-key.schema.js';

/** Characters of a key that stay readable, to know it by. */
const SHOWN = KEY_PREFIX.length + 8;

/**
 * Makes a key. It comes back this once; only its hash is kept.
 * @throws {AppError} FORBIDDEN, VALIDATION_FAILED
 */
export function createApiKey(deps: Deps, caller: Caller<UserActor>, input: unknown) {
  return perform(deps, caller, {
    permission: 'api_keys:manage',
    action: 'api_key.create',
    entity: 'api_key',
    schema: createApiKeyInput,
    input,
    work: async (ctx, { name, scopes, accounts = null, expires_at }) => {
      const expiry = expires_at == null ? null : fromUnix(expires_at);
      if (expiry && expiry <= ctx.now) throw invalid({ expires_at: 'must be in the future' });
      const key = `${KEY_PREFIX}${newSecret()}`;
      const record: ApiKey = {
        id: ctx.newId(),
        name,
        prefix: key.slice(0, SHOWN),
        hash: hashSecret(key),
        scopes: [...new Set(scopes)],
        accounts,
        created_by: ctx.actor.id,
        created_at: ctx.now,
        expires_at: expiry,
        last_used_at: null,
        revoked_at: null,
      };
      await ctx.manager.insert(ApiKey, record);
      ctx.audit({ entity_id: record.id, before: null, after: record });
      return { record, key };
    },
  });
}
