import type { RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { HttpMetrics } from './metrics.js';
import { toldRequest } from './request-info.js';

/** Asked for all the time by machines; their lines would bury the others. */
const QUIET_ROUTE = /^\/(health|metrics)(\/|$)/;

/** What nginx calls a request whose caller went before there was an answer. */
const HUNG_UP = 499;

/** When a request is over, however it ends: one log line, and its duration. */
export function tellRequests(log: Logger, { requests }: HttpMetrics): RequestHandler {
  return (req, res, next) => {
    const started = performance.now();
    res.once('close', () => {
      const milliseconds = performance.now() - started;
      const status = res.headersSent ? res.statusCode : HUNG_UP;
      const told = toldRequest(req);
      const { method, route } = told;
      const level = QUIET_ROUTE.test(route) ? 'debug' : 'info';
      log[level]({ ...told, status, ms: Math.round(milliseconds * 10) / 10 }, endOf(res));
      requests.observe({ method, route, status }, milliseconds / 1000);
    });
    next();
  };
}

function endOf(res: Response): string {
  if (res.writableFinished) return 'request';
  return res.errored ? 'answer broke off' : 'client hung up';
}
