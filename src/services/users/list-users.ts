import { guarded } from '../core/access/guarded.js';
import { Conditions } from '../core/read/conditions.js';
import { listPage } from '../core/read/list.js';
import { sortedBy } from '../core/read/paging.js';
import { searchTerms } from '../core/read/search-terms.js';
import { listUsersQuery } from './user.schema.js';
import { USERS, type UserRecord } from './user-record.js';

/** What is searched; its index says the same. */
const USER_TEXT = `(u.full_name || ' ' || u.email)`;

const SOURCE = {
  ...USERS,
  sortable: {
    created_at: 'u.created_at',
    updated_at: 'u.updated_at',
    email: 'u.email',
    full_name: 'u.full_name',
    role: { column: 'u.role', values: ['admin', 'manager', 'user', 'viewer'] },
    is_active: 'u.is_active',
    last_login: `coalesce(u.last_login, '-infinity')`,
  },
  defaultSort: '-created_at',
};

/**
 * Users by name, email, role and state.
 * @throws {AppError} FORBIDDEN; VALIDATION_FAILED as `listPage` does
 */
export const listUsers = guarded({
  permission: 'users:list',
  action: 'user.list',
  entity: 'user',
  query: sortedBy(SOURCE, listUsersQuery),
  work: (core, _caller, query) => {
    const conditions = new Conditions()
      .addOneOf('u.role', query.role)
      .addEqual('u.is_active', query.is_active)
      .addContaining(searchTerms(query.search), USER_TEXT);
    return listPage<UserRecord>(core, SOURCE, conditions, query);
  },
});
