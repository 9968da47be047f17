import type { RequestHandler } from 'express';

/** A connection that is kept alive would hold up the stop, also one whose request was there before. */
export const closeWhenStopping =
  (isStopping: () => boolean): RequestHandler =>
  (req, res, next) => {
    if (isStopping()) res.set('Connection', 'close');
    else res.once('finish', () => isStopping() && req.socket.end());
    next();
  };
