import type { Request, Response } from 'express';
import { z } from 'zod';
import { bytesReader } from '../http/read-bytes.js';
import { AppError } from '../services/core/errors.js';
import { isPublic, type Route } from './route.js';

const KIB = 1024;
const MIB = 1024 * KIB;

/** Bytes that a route's body may have. Who has not even said who they are gets no more than a login needs. */
export const bodyLimitOf = (route: Route): number => route.bodyLimit ?? (isPublic(route) ? 16 * KIB : MIB);

/**
 * Reads a body's text, '' where there is none. What has a body and is no JSON is refused unread; so is what strangers
 * send compressed, since nobody knows how much becomes of it.
 */
export function bodyReader(route: Route) {
  const readBytes = bytesReader({
    limit: bodyLimitOf(route),
    inflate: !isPublic(route),
    type: (req) => hasBody(req as Request),
  });
  return async (req: Request, res: Response): Promise<string> => {
    if (!hasBody(req)) return '';
    if (!isJson(req)) throw new AppError('UNSUPPORTED_MEDIA_TYPE');
    return new TextDecoder().decode(await readBytes(req, res));
  };
}

/** JSON is UTF-8; to read it in the charsets of before can take seconds. */
function isJson(req: Request): boolean {
  const [, charset = 'utf-8'] = /;\s*charset="?([^";\s]*)/i.exec(req.get('content-type') ?? '') ?? [];
  return Boolean(req.is(['json', '+json'])) && /^(utf-?8|us-ascii)$/i.test(charset);
}

const hasBody = (req: Request): boolean =>
  req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;

/** A client may send back the whole record that it read: what cannot be written is ignored, not refused. */
export function withoutReadOnly(
  { method, input, output, record = output as z.ZodObject }: Route,
  body: unknown,
): unknown {
  const isRecord = typeof body === 'object' && body !== null && !Array.isArray(body);
  const isKnown = input instanceof z.ZodObject && record instanceof z.ZodObject;
  if (!['put', 'patch'].includes(method) || !isRecord || !isKnown) return body;
  const isReadOnly = (name: string) => Object.hasOwn(record.shape, name) && !Object.hasOwn(input.shape, name);
  return Object.fromEntries(Object.entries(body).filter(([name]) => !isReadOnly(name)));
}

/** The version of If-Match; one that can never be ours fails like one that has passed. */
export function readIfMatch(req: Request): number | undefined {
  const header = req.get('if-match');
  if (header === undefined || header === '*') return undefined;
  const [, version] = /^(?:W\/)?"(\d+)"$/.exec(header) ?? [];
  return version === undefined ? Number.NaN : Number(version);
}
