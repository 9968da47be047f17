import type { Request, RequestHandler } from 'express';
import formidable from 'express-formidable';
import { AppError, invalid } from '../../services/core/errors.js';

/** Bytes of a form. */
const LIMIT = 2 * 1024 * 1024;

/** What forms come as. The parser would write anything else to the disk, as a file. */
const TYPES = ['multipart/form-data', 'application/x-www-form-urlencoded', 'application/json'];

/** A field's name is a path into a record. AdminJS follows it however long it is, and that can take minutes. */
const MOST_FIELDS = 2000;
const LONGEST_NAME = 200;
const DEEPEST = 12;
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

interface Part {
  filename?: string;
}

interface Form {
  handlePart: (part: Part) => void;
  _error: (error: Error) => void;
}

/** The console sends no files: what comes as one is refused before a byte of it is written. */
function onPart(this: Form, part: Part): void {
  if (part.filename === undefined) this.handlePart(part);
  else this._error(new Error('a file is no part of a form'));
}

const parseForm = formidable({ maxFieldsSize: LIMIT, ...{ onPart } });

/** Reads the form before AdminJS would, which takes a broken one for a fault of the server. */
export const readForm: RequestHandler = (req, res, next) => {
  requireReadable(req);
  // Of one mistake it tells twice.
  let isTold = false;
  parseForm(req, res, (error?: unknown) => {
    if (isTold) return;
    isTold = true;
    if (error !== undefined) return next(new AppError('MALFORMED_REQUEST', { cause: error }));
    try {
      requireSaneNames(req.fields ?? {});
      next();
    } catch (problem) {
      next(problem);
    }
  });
};

/** A body must say how long it is: browsers do, and without it the parser would read for ever. */
function requireReadable(req: Request): void {
  const length = Number(req.get('content-length') ?? 0);
  if (req.headers['transfer-encoding'] !== undefined) throw new AppError('MALFORMED_REQUEST');
  if (length > LIMIT) throw new AppError('BODY_TOO_LARGE');
  if (length > 0 && !req.is(TYPES)) throw new AppError('UNSUPPORTED_MEDIA_TYPE');
}

function requireSaneNames(fields: object, depth = 0): void {
  const names = Object.keys(fields);
  if (names.length > MOST_FIELDS || depth > DEEPEST) throw invalid({ form: 'has too many fields' });
  for (const name of names) {
    const steps = name.split('.');
    if (name.length > LONGEST_NAME || steps.length > DEEPEST || steps.some((step) => FORBIDDEN.has(step))) {
      throw invalid({ form: 'has a field that no form of ours has' });
    }
  }
  for (const value of Object.values(fields)) {
    if (typeof value === 'object' && value !== null) requireSaneNames(value, depth + 1);
  }
}
