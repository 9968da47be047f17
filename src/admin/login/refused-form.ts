import type { Response } from 'express';
import { noteError } from '../../http/request-log.js';
import type { AppError } from '../../services/core/errors.js';

/** The form again, with what was wrong about it on its page; whoever has to wait is told how long. */
export function sendRefusedForm(res: Response, refusal: AppError, page: string): void {
  noteError(res, refusal);
  if (refusal.retryAfter !== undefined) res.set('Retry-After', `${refusal.retryAfter}`);
  res.status(refusal.status).send(page);
}
