import { MIMEType } from 'node:util';
import type { Request, RequestHandler, Response } from 'express';
import { bytesReader } from '../../http/read-bytes.js';
import { AppError, invalid } from '../../services/core/errors.js';
import { parseJson } from '../../services/core/input/json.js';
import { fieldsOf, type Values } from './form-fields.js';

declare global {
  namespace Express {
    interface Request {
      /** What AdminJS takes for the form, and what tells its own parser that nothing is left to parse. */
      fields?: Values;
      express_formidable?: { parsed: true };
    }
  }
}

/** Bytes of a form. */
const LIMIT = 1024 * 1024;

/** What forms come as. */
const PARTS_TYPE = 'multipart/form-data';
const JSON_TYPE = 'application/json';
const TYPES = [PARTS_TYPE, 'application/x-www-form-urlencoded', JSON_TYPE];

/** Fields that a form may have. AdminJS sends whole records: of a task, its 300 comments, field by field. */
const MOST_FIELDS = 4000;

/** Bytes that may stand before a field's value, and lines of them: what it is called, and its type. */
const LONGEST_HEAD = 500;
const MOST_LINES = 2;

const readBytes = bytesReader({ limit: LIMIT, inflate: false, type: TYPES });

/**
 * Reads the form before AdminJS, whose parser is not kept up, writes files to the disk, and follows a field's name
 * wherever it leads: what goes on is the fields that the action's form has, and nothing else.
 */
export const readForm: RequestHandler = async (req, res, next) => {
  req.express_formidable = { parsed: true };
  const { action, isDenied } = res.locals;
  const isTaken = req.method === 'POST' && action && !isDenied;
  if (isTaken) req.fields = fieldsOf(action.takes, await valuesOf(req, res));
  next();
};

/** @throws {AppError} MALFORMED_REQUEST, BODY_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, INVALID_JSON, VALIDATION_FAILED */
async function valuesOf(req: Request, res: Response): Promise<Iterable<[name: string, value: unknown]>> {
  const bytes = await bytesOf(req, res);
  if (bytes.length === 0) return [];
  if (req.is(JSON_TYPE)) return Object.entries(objectOf(parseJson(bytes.toString())));
  requirePlainFields(bytes, req.get('content-type') ?? '');
  try {
    const headers = { 'content-type': req.get('content-type') ?? '' };
    const form = await new globalThis.Response(new Uint8Array(bytes), { headers }).formData();
    return form.entries() as IterableIterator<[string, unknown]>;
  } catch (cause) {
    throw new AppError('MALFORMED_REQUEST', { cause });
  }
}

/** A body must say how long it is, as browsers do, and be what forms come as. */
async function bytesOf(req: Request, res: Response): Promise<Buffer> {
  if (req.headers['transfer-encoding'] !== undefined) throw new AppError('MALFORMED_REQUEST');
  if (Number(req.get('content-length') ?? 0) === 0) return Buffer.alloc(0);
  if (!req.is(TYPES)) throw new AppError('UNSUPPORTED_MEDIA_TYPE');
  return readBytes(req, res);
}

/**
 * Looks before the parser does, which makes an object of each part, and of a file a large one.
 * @throws {AppError} MALFORMED_REQUEST, VALIDATION_FAILED
 */
function requirePlainFields(bytes: Buffer, type: string): void {
  const { essence, params } = new MIMEType(type);
  const hasParts = essence === PARTS_TYPE;
  const between = hasParts ? params.get('boundary') : '&';
  if (!between) throw new AppError('MALFORMED_REQUEST');
  let fields = 0;
  for (let at = bytes.indexOf(between); at !== -1; at = bytes.indexOf(between, at + between.length)) {
    if (++fields > MOST_FIELDS) throw invalid({ form: 'has too many fields' });
    if (hasParts) requirePlainHead(bytes, at + between.length);
  }
}

/** What stands between a boundary and a value; behind the last boundary stands nothing. */
function requirePlainHead(bytes: Buffer, start: number): void {
  if (bytes.toString('latin1', start, start + 2) === '--') return;
  const head = bytes.toString('latin1', start, start + LONGEST_HEAD);
  const [before, value] = head.split('\r\n\r\n', 2);
  const lines = before?.split('\r\n').filter(Boolean).length ?? 0;
  if (value === undefined || lines > MOST_LINES) throw new AppError('MALFORMED_REQUEST');
  if (/filename/i.test(before as string)) throw invalid({ form: 'takes no files' });
}

function objectOf(value: unknown): object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid({ form: 'must be an object' });
  return value;
}
