import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { translateDatabaseError } from '../services/core/database-errors.js';
import { AppError, type ErrorCode } from '../services/core/errors.js';

export const errorSchema = z
  .looseObject({
    code: z.string().describe('Stable, in UPPER_SNAKE.'),
    message: z.string().describe('A sentence for people.'),
    details: z.record(z.string(), z.string()).optional().describe('Maps a field to its problem.'),
    request_id: z.string(),
  })
  .meta({ id: 'Error' });

/** What the body parser and Express say, in our words. */
const BY_TYPE: Record<string, ErrorCode> = {
  'entity.parse.failed': 'INVALID_JSON',
  'entity.too.large': 'BODY_TOO_LARGE',
  'encoding.unsupported': 'UNSUPPORTED_MEDIA_TYPE',
  'charset.unsupported': 'UNSUPPORTED_MEDIA_TYPE',
};

/** Any error as one for the caller. Faults of ours become a plain 500. */
function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  // A client that hangs up looks like a database that does, so these come first.
  const { type = '', status } = (error ?? {}) as { type?: string; status?: number };
  if (BY_TYPE[type]) return new AppError(BY_TYPE[type], { cause: error });
  if (status !== undefined && status < 500) return new AppError('MALFORMED_REQUEST', { cause: error });
  const known = translateDatabaseError(error);
  return known instanceof AppError ? known : new AppError('INTERNAL', { cause: error });
}

/** Answers with the error, and logs what is our fault with the request's id. */
export function sendErrors(log: Logger): ErrorRequestHandler {
  return (error: unknown, _req, res: Response, next) => {
    const known = toAppError(error);
    const requestId = res.locals.requestId as string;
    if (known.status >= 500) log.error({ err: error, request_id: requestId }, known.code);
    if (res.headersSent) return next(error);
    if (known.retryAfter !== undefined) res.set('Retry-After', `${known.retryAfter}`);
    const { code, message, details } = known;
    res.status(known.status).json({ code, message, ...(details && { details }), request_id: requestId });
  };
}
