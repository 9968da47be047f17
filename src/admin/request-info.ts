import type { Request } from 'express';
import type { RequestInfo } from '../services/core/access/actor.js';

/** Where a console request comes from, for the audit log. */
export const consoleRequest = (req: Request): RequestInfo => ({
  id: (req.res?.locals.requestId as string | undefined) ?? null,
  ip: req.ip ?? null,
  user_agent: req.get('user-agent')?.slice(0, 500) ?? null,
});
