import express, { type Request, type Response } from 'express';
import { z } from 'zod';
import { AppError } from '../services/core/errors.js';
import type { Route } from './route.js';

/** Parses a JSON body and keeps its text. What has a body and is no JSON is refused unread. */
export function bodyReader(limit: number) {
  const texts = new WeakMap<object, string>();
  const parseJson = express.json({
    limit,
    strict: false,
    type: (req) => hasBody(req as Request),
    verify: (req, _res, bytes) => texts.set(req, bytes.toString('utf8')),
  });
  return async (req: Request, res: Response): Promise<string> => {
    if (hasBody(req) && !req.is(['json', '+json'])) throw new AppError('UNSUPPORTED_MEDIA_TYPE');
    await new Promise<void>((resolve, reject) => parseJson(req, res, (error) => (error ? reject(error) : resolve())));
    return texts.get(req) ?? '';
  };
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
