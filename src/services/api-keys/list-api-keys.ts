import type { z } from 'zod';
import type { ApiKey } from '../../entities/api-key.entity.js';
import type { Caller } from '../core/access/actor.js';
import { authorise } from '../core/access/policy.js';
import { AppError } from '../core/errors.js';
import { requireId } from '../core/input/shapes.js';
import { listPage, type Page } from '../core/read/list.js';
import { Conditions, rows } from '../core/read/sql.js';
import type { Deps } from '../deps.js';
import type { listApiKeysQuery } from './api-key.schema.js';

/** A key as it is read: never the key itself. */
export type ApiKeyRecord = Omit<ApiKey, 'hash'>;

const COLUMNS = `k.id, k.name, k.prefix, k.scopes, k.accounts, k.created_by, k.created_at, k.expires_at,
  k.last_used_at, k.revoked_at`;

const SOURCE = {
  select: COLUMNS,
  from: 'api_keys k',
  id: 'k.id',
  sortable: {
    created_at: 'k.created_at',
    name: 'k.name',
    expires_at: `coalesce(k.expires_at, 'infinity')`,
    last_used_at: `coalesce(k.last_used_at, '-infinity')`,
    revoked_at: `coalesce(k.revoked_at, 'infinity')`,
  },
  defaultSort: '-created_at',
};

export async function listApiKeys(
  deps: Deps,
  caller: Caller,
  query: z.infer<typeof listApiKeysQuery>,
): Promise<Page<ApiKeyRecord>> {
  authorise(caller.actor, 'api_keys:manage');
  return listPage<ApiKeyRecord>(deps, SOURCE, new Conditions(), query);
}

/**
 * One key.
 * @throws {AppError} FORBIDDEN, NOT_FOUND
 */
export async function getApiKey(deps: Deps, caller: Caller, keyId: string): Promise<ApiKeyRecord> {
  authorise(caller.actor, 'api_keys:manage');
  const [key] = await rows<ApiKeyRecord>(deps, `SELECT ${COLUMNS} FROM api_keys k WHERE k.id = $1`, [requireId(keyId)]);
  if (!key) throw new AppError('NOT_FOUND');
  return key;
}
