import type { ActionContext, IsFunction } from 'adminjs';
import { can, type Owned, type Permission } from '../../services/core/access/policy.js';
import { callerOf } from './caller.js';

/** AdminJS's access check, answered by the one table. Synchronous: AdminJS takes a promise for a yes. */
export const allowed =
  (permission: Permission | undefined): IsFunction =>
  ({ currentAdmin, record }: Pick<ActionContext, 'currentAdmin' | 'record'>) =>
    permission !== undefined &&
    currentAdmin !== undefined &&
    can(callerOf(currentAdmin).actor, permission, record?.params as Owned | undefined);
