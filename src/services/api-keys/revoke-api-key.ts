import { z } from 'zod';
import { ApiKey } from '../../entities/api-key.entity.js';
import type { Caller } from '../core/access/actor.js';
import { AppError } from '../core/errors.js';
import { lock } from '../core/write/context.js';
import { perform } from '../core/write/perform.js';
import type { Deps } from '../deps.js';

/**
 * Ends a key at once, on every process. It stays in the list, so that events tell which key brought them.
 * @throws {AppError} FORBIDDEN, NOT_FOUND, ALREADY_REVOKED
 */
export function revokeApiKey(deps: Deps, caller: Caller, keyId: string): Promise<void> {
  return perform(deps, caller, {
    permission: 'api_keys:manage',
    action: 'api_key.revoke',
    entity: 'api_key',
    id: keyId,
    schema: z.void(),
    input: undefined,
    load: (ctx) => lock(ctx, ApiKey, keyId),
    work: async (ctx, _input, key) => {
      if (key.revoked_at !== null) throw new AppError('ALREADY_REVOKED');
      const before = { ...key };
      key.revoked_at = ctx.now;
      await ctx.manager.update(ApiKey, { id: key.id }, { revoked_at: ctx.now });
      ctx.audit({ entity_id: key.id, before, after: key });
    },
  });
}
