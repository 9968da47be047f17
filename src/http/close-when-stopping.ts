import type { RequestHandler } from 'express';

/** A connection that is kept alive would hold up the stop, also one whose request was there before. */
export const closeWhenStopping =
  (stopping: AbortSignal): RequestHandler =>
  (req, res, next) => {
    if (stopping.aborted) res.set('Connection', 'close');
    else res.once('finish', () => stopping.aborted && req.socket.end());
    next();
  };
