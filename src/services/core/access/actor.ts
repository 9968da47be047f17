import type { Scope } from '../../../entities/api-key.entity.js';
import type { Via } from '../../../entities/audit-entry.entity.js';
import type { Role } from '../../../entities/user.entity.js';
import { AppError } from '../errors.js';

export interface UserActor {
  type: 'user';
  id: string;
  email: string;
  role: Role;
  must_change_password: boolean;
  /** The session that the call belongs to, of API or console. */
  session_id: string | null;
}

export interface KeyActor {
  type: 'key';
  id: string;
  name: string;
  scopes: Scope[];
  /** The AWS accounts whose events the key may touch; null means all. */
  accounts: string[] | null;
}

export interface SystemActor {
  type: 'system';
}

/** Somebody who has not logged in yet. */
export interface AnonymousActor {
  type: 'anonymous';
}

export type Actor = UserActor | KeyActor | SystemActor | AnonymousActor;

/** Where a call comes from, for the audit log. */
export interface RequestInfo {
  id: string | null;
  /** Of the caller's W3C traceparent, for log lines. */
  trace_id?: string | undefined;
  /** As `plainAddress` has it. */
  ip: string | null;
  user_agent: string | null;
  /** Whether the caller has hung up, so that what is slow need not be done for them. */
  hasGone?: () => boolean;
}

/** Who calls, and through which door. */
export interface Caller<A extends Actor = Actor> {
  actor: A;
  via: Via;
  request: RequestInfo;
}

export const ANONYMOUS: AnonymousActor = { type: 'anonymous' };

/** Of what is of no request in particular. */
export const NO_REQUEST: RequestInfo = { id: null, ip: null, user_agent: null };

export const SYSTEM: Caller<SystemActor> = {
  actor: { type: 'system' },
  via: 'job',
  request: NO_REQUEST,
};

/**
 * For work that waited for its turn: nobody is left to answer.
 * @throws {AppError} MALFORMED_REQUEST
 */
export function requirePresent({ hasGone }: Pick<RequestInfo, 'hasGone'>): void {
  if (hasGone?.()) throw new AppError('MALFORMED_REQUEST', { message: 'The caller hung up.' });
}

/**
 * The actor as a user, for what only users have: a name to comment under, a password, an account of their own.
 * @throws {AppError} FORBIDDEN
 */
export function requireUser(actor: Actor): UserActor {
  if (actor.type !== 'user') throw new AppError('FORBIDDEN');
  return actor;
}
