import type { ActionContext, CurrentAdmin, IsFunction } from 'adminjs';
import { can, type Owned, type Permission } from '../../services/core/access/policy.js';
import type { Subject } from '../../services/core/access/subject.js';
import { callerOf } from './caller.js';
import { isUnread } from './unread-record.js';

/** Of an action: what it is about, and the access check that follows from it. Without one, nobody may. */
export const openTo = (subject: Subject | undefined) => ({ subject, isAccessible: allowed(subject?.permission) });

export const mayDo = (admin: CurrentAdmin | undefined, { permission }: Subject): boolean =>
  admin !== undefined && can(callerOf(admin).actor, permission);

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
