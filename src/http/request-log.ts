import type { RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { HttpMetrics } from './metrics.js';
import { toldRequest } from './request-info.js';

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

/** When a request is over, however it ends: one log line, and its duration. */
export function tellRequests(log: Logger, { requests }: HttpMetrics): RequestHandler {
  return (req, res, next) => {
    const started = performance.now();
    res.once('close', () => {
      const ended = performance.now();
      const { streamedAt = ended } = res.locals as { streamedAt?: number };
      const status = res.headersSent ? res.statusCode : HUNG_UP;
      const told = toldRequest(req);
      const { method, route } = told;
      const level = QUIET_ROUTE.test(route) ? 'debug' : 'info';
      log[level]({ ...told, status, ms: Math.round((ended - started) * 10) / 10 }, endOf(res));
      requests.observe({ method, route, status }, (streamedAt - started) / 1000);
    });
    next();
  };
}

function endOf(res: Response): string {
  if (res.writableFinished) return 'request';
  return res.errored ? 'answer broke off' : 'client hung up';
}
