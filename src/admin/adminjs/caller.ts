import type { CurrentAdmin } from 'adminjs';
import type { Caller, RequestInfo, UserActor } from '../../services/core/access/actor.js';
import { AppError } from '../../services/core/errors.js';

interface Behind {
  caller: Caller<UserActor>;
  isWrite: boolean;
}

const behind = new WeakMap<object, Behind>();

/**
 * What AdminJS hands around as the current admin. It ends up in the page, so it holds what the page shows and no more;
 * the caller goes beside it.
 */
export function adminOf(actor: UserActor, request: RequestInfo, isWrite: boolean): CurrentAdmin {
  const admin: CurrentAdmin = { id: actor.id, email: actor.email, title: actor.role };
  behind.set(admin, { caller: { actor, via: 'console', request }, isWrite });
  return admin;
}

/**
 * The caller behind the current admin.
 * @throws {AppError} UNAUTHENTICATED
 */
export function callerOf(admin: CurrentAdmin | undefined): Caller<UserActor> {
  const caller = admin && behind.get(admin)?.caller;
  if (!caller) throw new AppError('UNAUTHENTICATED');
  return caller;
}

/** Whether the current admin's request is there to change something. */
export const isWriting = (admin: CurrentAdmin | undefined): boolean => (admin && behind.get(admin)?.isWrite) ?? false;
