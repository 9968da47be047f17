import { guarded } from '../core/access/guarded.js';
import { listPage, sortedBy } from '../core/read/list.js';
import { Conditions } from '../core/read/sql.js';
import { listUsersQuery } from './user.schema.js';
import { USERS, type UserRecord } from './user-record.js';

const SOURCE = {
  ...USERS,
  sortable: {
    created_at: 'u.created_at',
    updated_at: 'u.updated_at',
    email: 'u.email',
    full_name: 'u.full_name',
    role: 'u.role',
    is_active: 'u.is_active',
    last_login: `coalesce(u.last_login, '-infinity')`,
  },
  defaultSort: '-created_at',
};

/** Users by name, email, role and state. */
export const listUsers = guarded({
  permission: 'users:list',
  action: 'user.list',
  entity: 'user',
  query: sortedBy(SOURCE, listUsersQuery),
  work: (core, _caller, query) => {
    const conditions = new Conditions()
      .addIf(query.role, 'u.role = ANY(?)')
      .addIf(query.is_active, 'u.is_active = ?')
      .addContaining(query.search, 'u.full_name', 'u.email');
    return listPage<UserRecord>(core, SOURCE, conditions, query);
  },
});
