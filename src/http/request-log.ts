import type { RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { AppError, ErrorCode } from '../services/core/errors.js';
import type { HttpMetrics } from './metrics.js';
import { clientAddress, toldRequest } from './request-info.js';

declare global {
  namespace Express {
    interface Locals {
      /** When the head of a stream went out, in milliseconds of `performance.now()`. */
      streamedAt?: number;
      /** Why it was refused. */
      code?: ErrorCode;
    }
  }
}

/** Asked for all the time by machines; their lines would bury the others. */
const QUIET_ROUTE = /^\/(health|metrics)(\/|$)/;

/** What nginx calls a request whose caller went before there was an answer. */
const HUNG_UP = 499;

/**
 * Notes that an answer is a stream, of which the head has gone out. What follows takes as long as somebody listens, so
 * what is measured of it is the time until here; its log line tells all of it.
 */
export function noteStream(res: Response): void {
  res.locals.streamedAt = performance.now();
}

/** Notes why a request was refused, for its log line. */
export function noteError(res: Response, { code }: AppError): void {
  res.locals.code = code;
}

/** What somebody may try again and again; of these the line says from where. */
const ATTEMPTS = new Set([401, 403, 429]);

/** When a request is over, however it ends: one log line, and its duration. */
export function tellRequests(log: Logger, { requests }: HttpMetrics): RequestHandler {
  return (req, res, next) => {
    const started = performance.now();
    res.once('close', () => {
      const ended = performance.now();
      const { streamedAt = ended, code } = res.locals;
      const status = res.headersSent ? res.statusCode : HUNG_UP;
      const told = toldRequest(req);
      const { method, route } = told;
      const level = QUIET_ROUTE.test(route) ? 'debug' : 'info';
      const why = code && { code, ...(ATTEMPTS.has(status) && { ip: clientAddress(req) }) };
      log[level]({ ...told, status, ...why, ms: Math.round((ended - started) * 10) / 10 }, endOf(res));
      requests.observe({ method, route, status }, (streamedAt - started) / 1000);
    });
    next();
  };
}

function endOf(res: Response): string {
  if (res.writableFinished) return 'request';
  return res.errored ? 'answer broke off' : 'client hung up';
}
