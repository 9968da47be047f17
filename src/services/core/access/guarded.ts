import type { z } from 'zod';
import type { Core } from '../core.js';
import type { Caller } from './actor.js';
import { authorise, type Owned } from './policy.js';
import type { Subject } from './subject.js';

interface Declaration<Asked, Result, On> extends Subject {
  /** Of one record, what the permission is looked at against. */
  owned?: (asked: Asked) => Owned;
  work: (on: On, caller: Caller, asked: Asked) => Promise<Result>;
}

/**
 * A service that is no operation (a read, or the taking in of events), as routes, resources and other services are
 * handed it: a function that lets in only who may, and says who that is.
 */
export interface Guarded<Asked, Result, On = Core> extends Subject {
  (on: On, caller: Caller, asked: Asked): Promise<Result>;
}

/** The same, which says what it can be asked by a query, too. */
export interface Queried<Asked, Result, On = Core> extends Guarded<Asked, Result, On> {
  query: z.ZodType<Asked>;
}

/** Declares such a service, once: who may call it and what it can be asked. It throws FORBIDDEN, PASSWORD_CHANGE_REQUIRED. */
export function guarded<Asked, Result, On = Core>(
  declared: Declaration<Asked, Result, On> & { query: z.ZodType<Asked> },
): Queried<Asked, Result, On>;
export function guarded<Asked = void, Result = unknown, On = Core>(
  declared: Declaration<Asked, Result, On>,
): Guarded<Asked, Result, On>;
export function guarded<Asked, Result, On>({ owned, work, ...said }: Declaration<Asked, Result, On>) {
  const call = async (on: On, caller: Caller, asked: Asked) => {
    authorise(caller.actor, said.permission, owned?.(asked));
    return work(on, caller, asked);
  };
  return Object.assign(call, said);
}
