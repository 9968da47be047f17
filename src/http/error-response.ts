import type { ErrorRequestHandler, Request, Response } from 'express';
import { z } from 'zod';
import type { Core } from '../services/core/core.js';
import { translateDatabaseError } from '../services/core/database-errors.js';
import { AppError, type ErrorCode } from '../services/core/errors.js';
import { tellUnexpected } from '../services/core/unexpected.js';
import { breakOff } from './break-off.js';
import { type ToldRequest, toldRequest } from './request-info.js';
import { noteError } from './request-log.js';

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

/** An error as a page. */
type ErrorPage = (error: AppError, request: ToldRequest) => string;

/** Whether a person asked for it, in a browser: it names HTML before anything else. What calls the API is a program. */
const isForPerson = (req: Request): boolean =>
  req.accepts(['json', 'html']) === 'html' && !/^\/api(\/|$)/.test(req.path);

/** The head of an answer that refuses, in whatever form: whoever has to wait is told how long. */
export function beginRefusal(res: Response, { status, retryAfter }: AppError): void {
  if (retryAfter !== undefined) res.set('Retry-After', `${retryAfter}`);
  res.status(status);
}

/** Answers with the error, and tells what is our fault with the request's id. */
export function sendErrors(core: Core, pageOf: ErrorPage): ErrorRequestHandler {
  return (error: unknown, req, res: Response, _next) => {
    const known = toAppError(error);
    const told = toldRequest(req);
    noteError(res, known);
    if (known.code === 'INTERNAL') void tellUnexpected(core, error, { where: 'request', ...told }, known.code);
    else if (known.status >= 500) core.log.error({ err: error, ...told }, known.code);
    // Nobody may take half an answer for a whole one.
    if (res.headersSent) {
      breakOff(res, known);
      return;
    }
    beginRefusal(res, known);
    const { code, message, details } = known;
    if (isForPerson(req)) res.vary('Accept').send(pageOf(known, told));
    else res.json({ code, message, ...(details && { details }), request_id: told.request_id });
  };
}
