import cors from 'cors';
import type { Request, RequestHandler } from 'express';
import type { Config } from '../config.js';

/**
 * Lets pages of the listed origins call, and answers what browsers ask before they do. An OPTIONS that is no such
 * question goes on to its path.
 */
export const allowOrigins = ({ CORS_ORIGINS }: Config): RequestHandler =>
  cors((req: Request, done) =>
    done(null, {
      origin: CORS_ORIGINS,
      exposedHeaders: EXPOSED_HEADERS,
      maxAge: 600,
      preflightContinue: req.get('access-control-request-method') === undefined,
    }),
  );

const EXPOSED_HEADERS = [
  'X-Request-Id',
  'ETag',
  'Content-Disposition',
  'Retry-After',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
];
