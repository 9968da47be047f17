import type { RequestHandler } from 'express';
import formidable from 'express-formidable';
import { AppError } from '../services/core/errors.js';

/** Bytes of a form. */
const LIMIT = 2 * 1024 * 1024;

/** The console sends no files, so what comes as one is refused at its first byte. */
const parseForm = formidable({ maxFieldsSize: LIMIT, maxFileSize: 1 });

/** Reads the form before AdminJS would, which takes a broken one for a fault of the server. */
export const readForm: RequestHandler = (req, res, next) => {
  if (Number(req.get('content-length') ?? 0) > LIMIT) throw new AppError('BODY_TOO_LARGE');
  // Of one mistake it tells twice.
  let isTold = false;
  parseForm(req, res, (error?: unknown) => {
    if (isTold) return;
    isTold = true;
    if (error === undefined) return next();
    const isTooLarge = error instanceof Error && /exceeded/.test(error.message);
    next(new AppError(isTooLarge ? 'BODY_TOO_LARGE' : 'MALFORMED_REQUEST', { cause: error }));
  });
};
