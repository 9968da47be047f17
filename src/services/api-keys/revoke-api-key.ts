import { ApiKey } from '../../entities/api-key.entity.js';
import { AppError } from '../core/errors.js';
import { operation } from '../core/write/operation.js';
import { update } from '../core/write/records.js';

/**
 * Ends a key at once, on every process. It stays in the list, so that events tell which key brought them.
 * @throws {AppError} FORBIDDEN, NOT_FOUND, ALREADY_REVOKED
 */
export const revokeApiKey = operation({
  permission: 'api_keys:manage',
  action: 'api_key.revoke',
  entity: 'api_key',
  locks: ApiKey,
  work: async (ctx, { record: key }) => {
    if (key.revoked_at !== null) throw new AppError('ALREADY_REVOKED');
    await update(ctx, ApiKey, key, { revoked_at: ctx.now });
  },
});
