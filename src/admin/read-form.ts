import type { RequestHandler } from 'express';
import formidable from 'express-formidable';
import { AppError } from '../services/core/errors.js';

/** Bytes. The console sends no files, so what comes as one is refused at its first byte. */
const LIMITS = { maxFieldsSize: 2 * 1024 * 1024, maxFileSize: 1 };

const parseForm = formidable(LIMITS);

/** Reads the form before AdminJS would, which takes a broken one for a fault of the server. */
export const readForm: RequestHandler = (req, res, next) => {
  parseForm(req, res, (error?: unknown) => {
    if (error === undefined) return next();
    const isTooLarge = error instanceof Error && /exceeded/.test(error.message);
    next(new AppError(isTooLarge ? 'BODY_TOO_LARGE' : 'MALFORMED_REQUEST', { cause: error }));
  });
};
