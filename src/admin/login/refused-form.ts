import type { Response } from 'express';
import { beginRefusal } from '../../http/error-response.js';
import { noteError } from '../../http/request-log.js';
import type { AppError } from '../../services/core/errors.js';

/** The form again, with what was wrong about it on its page; whoever has to wait is told how long. */
export function sendRefusedForm(res: Response, refusal: AppError, page: string): void {
  noteError(res, refusal);
  beginRefusal(res, refusal);
  res.send(page);
}
