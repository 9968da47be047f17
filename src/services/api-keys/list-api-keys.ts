import { ApiKey } from '../../entities/api-key.entity.js';
import { guarded } from '../core/access/guarded.js';
import { Conditions } from '../core/read/conditions.js';
import { listPage } from '../core/read/list.js';
import { sortedBy } from '../core/read/paging.js';
import { columnsOf, getter } from '../core/read/source.js';
import { listApiKeysQuery } from './api-key.schema.js';

/** A key as it is read: never the key itself. */
export interface ApiKeyRecord extends Omit<ApiKey, 'hash'> {
  /** While its maker is disabled, a key rests. */
  is_maker_active: boolean;
}

/** A key ends with its maker. */
const REVOKED_AT = 'coalesce(k.revoked_at, u.deleted_at)';

const API_KEYS = {
  select: `${columnsOf(ApiKey, 'k', ['revoked_at'])}, ${REVOKED_AT} AS revoked_at,
    u.is_active AS is_maker_active`,
  from: 'api_keys k JOIN users u ON u.id = k.created_by',
  id: 'k.id',
};

const SOURCE = {
  ...API_KEYS,
  sortable: {
    created_at: 'k.created_at',
    name: 'k.name',
    expires_at: `coalesce(k.expires_at, 'infinity')`,
    last_used_at: `coalesce(k.last_used_at, '-infinity')`,
    revoked_at: `coalesce(${REVOKED_AT}, 'infinity')`,
  },
  defaultSort: '-created_at',
};

/**
 * A page of keys, newest first.
 * @throws {AppError} FORBIDDEN; VALIDATION_FAILED as `listPage` does
 */
export const listApiKeys = guarded({
  permission: 'api_keys:manage',
  action: 'api_key.list',
  entity: 'api_key',
  query: sortedBy(SOURCE, listApiKeysQuery),
  work: (core, _caller, query) => listPage<ApiKeyRecord>(core, SOURCE, new Conditions(), query),
});

/** One key. */
export const getApiKey = getter<ApiKeyRecord>(
  { permission: 'api_keys:manage', action: 'api_key.read', entity: 'api_key' },
  API_KEYS,
);
