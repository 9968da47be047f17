import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Actor, RequestInfo } from '../services/core/access/actor.js';
import { plainAddress } from '../services/core/access/client-address.js';
import { routePattern } from './route-pattern.js';
import { traceIdOf } from './trace-context.js';

declare global {
  namespace Express {
    interface Locals {
      requestId: string;
      traceId: string | undefined;
      /** Of the user or the key, once it is known. */
      actorId?: string;
    }
  }
}

/** A caller's request id is kept when it is short and plain, so that it can go into headers, logs and the database. */
const SANE_REQUEST_ID = /^[\w.:-]{1,100}$/;

/** Gives each request its id, which every answer names, and takes over the caller's trace. */
export const identifyRequest: RequestHandler = (req, res, next) => {
  const given = req.get('x-request-id') ?? '';
  res.locals.requestId = SANE_REQUEST_ID.test(given) ? given : randomUUID();
  res.locals.traceId = traceIdOf(req.get('traceparent'));
  res.set('X-Request-Id', res.locals.requestId);
  next();
};

/** Notes who calls, for what is told of the request; each door does it once it knows. */
export function noteActor(req: Request, actor: Actor): void {
  if ('id' in actor) (req.res as Response).locals.actorId = actor.id;
}

/** Where a request comes from. What a proxy hands on may be no address: then it comes from the proxy. */
export const clientAddress = ({ ip, socket }: Request): string | null =>
  plainAddress(ip) ?? plainAddress(socket.remoteAddress);

/** Where a call comes from, for the audit log: the same through both doors. */
export function requestInfo(req: Request): RequestInfo {
  const res = req.res as Response;
  const { requestId, traceId } = res.locals;
  return {
    id: requestId,
    trace_id: traceId,
    ip: clientAddress(req),
    user_agent: req.get('user-agent')?.slice(0, 500) ?? null,
    hasGone: () => res.closed,
  };
}

/** What is told of a request outside: in its log line, and beside an error. Of its address the pattern alone. */
export interface ToldRequest {
  method: string;
  route: string;
  request_id: string;
  trace_id?: string;
  /** Of the user or the key; absent while nobody is known. */
  actor_id?: string;
}

export function toldRequest(req: Request): ToldRequest {
  const { requestId, traceId, actorId } = (req.res as Response).locals;
  return {
    method: req.method,
    route: routePattern(req),
    request_id: requestId,
    ...(traceId && { trace_id: traceId }),
    ...(actorId && { actor_id: actorId }),
  };
}
