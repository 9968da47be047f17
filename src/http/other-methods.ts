import type { RequestHandler } from 'express';
import { AppError } from '../services/core/errors.js';

/**
 * The last handler of a path: whoever comes by another method is told which it takes. Express lets HEAD in with GET.
 * @throws {AppError} METHOD_NOT_ALLOWED, but to OPTIONS, which asks just that
 */
export function otherMethods(...methods: string[]): RequestHandler {
  const allowed = methods.join(', ').toUpperCase();
  return (req, res) => {
    res.set('Allow', allowed);
    if (req.method !== 'OPTIONS') throw new AppError('METHOD_NOT_ALLOWED');
    res.status(204).end();
  };
}
