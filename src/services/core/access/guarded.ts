import type { z } from 'zod';
import type { Core } from '../core.js';
import type { Caller } from './actor.js';
import { authorise, type Owned, type Permission } from './policy.js';

interface Declaration<Asked, Result, On> {
  permission: Permission;
  /** Of one record, what the permission is looked at against. */
  owned?: (asked: Asked) => Owned;
  work: (on: On, caller: Caller, asked: Asked) => Promise<Result>;
}

/** What can be asked, where that is neither an id nor nothing. */
interface Query<Asked> {
  query: z.ZodType<Asked>;
}

/**
 * A service that is no operation (a read, or the taking in of events), as routes, resources and other services are
 * handed it: a function that lets in only who may, and says who that is and what the audit log calls a denial.
 */
export interface Guarded<Asked, Result, On = Core> {
  (on: On, caller: Caller, asked: Asked): Promise<Result>;
  permission: Permission;
  /** In the words of the operations: `user.list` of a `user`. */
  action: string;
  entity: string;
}

/** The same, of lists and figures. */
export interface Queried<Asked, Result, On = Core> extends Guarded<Asked, Result, On>, Query<Asked> {}

/** Declares such a service, once: who may call it and what it can be asked. It throws FORBIDDEN, PASSWORD_CHANGE_REQUIRED. */
export function guarded<Asked, Result, On = Core>(
  declared: Declaration<Asked, Result, On> & Query<Asked>,
): Queried<Asked, Result, On>;
export function guarded<Asked = void, Result = unknown, On = Core>(
  declared: Declaration<Asked, Result, On>,
): Guarded<Asked, Result, On>;
export function guarded<Asked, Result, On>({
  permission,
  owned,
  work,
  ...rest
}: Declaration<Asked, Result, On> & Partial<Query<Asked>>): Guarded<Asked, Result, On> {
  const call = async (on: On, caller: Caller, asked: Asked) => {
    authorise(caller.actor, permission, owned?.(asked));
    return work(on, caller, asked);
  };
  const [noun = '', verb] = permission.split(':');
  const entity = noun.replace(/s$/, '');
  return Object.assign(call, { permission, action: `${entity}.${verb}`, entity, ...rest });
}
