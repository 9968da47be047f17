import type { ActionContext, IsFunction } from 'adminjs';
import { can, type Owned, type Permission } from '../../services/core/access/policy.js';
import { callerOf } from './caller.js';
import { isUnread } from './unread-record.js';

/**
 * AdminJS's access check, answered by the one table. Synchronous: AdminJS takes a promise for a yes. Of a record that
 * was not read, the operation looks itself whether the caller may.
 */
export const allowed =
  (permission: Permission | undefined): IsFunction =>
  ({ currentAdmin, record }: Pick<ActionContext, 'currentAdmin' | 'record'>) =>
    permission !== undefined &&
    currentAdmin !== undefined &&
    can(callerOf(currentAdmin).actor, permission, record && (isUnread(record) ? undefined : (record.params as Owned)));
