import type { ActionContext, IsFunction } from 'adminjs';
import { can, type Owned, type Permission } from '../../services/core/access/policy.js';
import type { Operation } from '../../services/core/write/operation.js';
import { callerOf } from './caller.js';
import { isUnread } from './unread-record.js';

/** What an action does, as far as a door has to know: who may, and what the audit log calls a denial. */
export type Subject = Pick<Operation, 'permission' | 'action' | 'entity'>;

/** Of an action: its subject, and the access check that follows from it. Without one, nobody may. */
export const openTo = (subject: Subject | undefined) => ({ subject, isAccessible: allowed(subject?.permission) });

/**
 * AdminJS's access check, answered by the one table. Synchronous: AdminJS takes a promise for a yes. Of a record that
 * was not read, the operation looks itself whether the caller may.
 */
const allowed =
  (permission: Permission | undefined): IsFunction =>
  ({ currentAdmin, record }: Pick<ActionContext, 'currentAdmin' | 'record'>) =>
    permission !== undefined &&
    currentAdmin !== undefined &&
    can(callerOf(currentAdmin).actor, permission, record && (isUnread(record) ? undefined : (record.params as Owned)));
