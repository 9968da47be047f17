import type { CurrentAdmin } from 'adminjs';
import type { Caller, RequestInfo, UserActor } from '../../services/core/access/actor.js';
import { AppError } from '../../services/core/errors.js';

const callers = new WeakMap<object, Caller<UserActor>>();

/**
 * What AdminJS hands around as the current admin. It ends up in the page, so it holds what the page shows and no more;
 * the caller goes beside it.
 */
export function adminOf(actor: UserActor, request: RequestInfo): CurrentAdmin {
  const admin: CurrentAdmin = { id: actor.id, email: actor.email, title: actor.role };
  callers.set(admin, { actor, via: 'console', request });
  return admin;
}

/**
 * The caller behind the current admin.
 * @throws {AppError} UNAUTHENTICATED
 */
export function callerOf(admin: CurrentAdmin | undefined): Caller<UserActor> {
  const caller = admin && callers.get(admin);
  if (!caller) throw new AppError('UNAUTHENTICATED');
  return caller;
}
