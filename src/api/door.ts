import type { Request, Response } from 'express';
import { clientAddress, requestInfo } from '../http/request-info.js';
import { type Actor, ANONYMOUS, type Caller } from '../services/core/access/actor.js';
import { authorise } from '../services/core/access/policy.js';
import { LIMITS, type LimitName, type LimitState } from '../services/core/access/rate-limits.js';
import { AppError } from '../services/core/errors.js';
import { noteDenial } from '../services/core/write/denial.js';
import type { Deps } from '../services/deps.js';
import { authenticate } from './authenticate.js';
import { isPublic, type Route } from './route.js';

/** Who calls, when they may: the door is shut by default. Of a call that goes on, `called` is when it came. */
export async function admit(deps: Deps, route: Route, req: Request, called: Date): Promise<Caller> {
  const actor: Actor = isPublic(route) ? ANONYMOUS : await authenticate(deps, req, called);
  const caller: Caller = { actor, via: 'api', request: requestInfo(req) };
  await notingDenials(deps, caller, route, req, async () => authorise(actor, route.permission));
  return caller;
}

/** Whom the door or the record is shut to, is noted. */
export async function notingDenials<T>(
  deps: Deps,
  caller: Caller,
  route: Route,
  req: Request,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await noteDenial(deps, caller, route, error, req.params.id as string);
    throw error;
  }
}

/** Counts the call, and says how many are left. */
export async function limitRate(deps: Deps, limit: LimitName, req: Request, res: Response): Promise<void> {
  const tell = ({ limit: most, remaining, reset }: LimitState) =>
    res.set({ 'RateLimit-Limit': `${most}`, 'RateLimit-Remaining': `${remaining}`, 'RateLimit-Reset': `${reset}` });
  try {
    tell(await deps.rateLimits(limit, clientAddress(req)));
  } catch (error) {
    const isLimited = error instanceof AppError && error.code === 'RATE_LIMITED';
    if (isLimited) tell({ limit: LIMITS[limit], remaining: 0, reset: error.retryAfter ?? 1 });
    throw error;
  }
}
