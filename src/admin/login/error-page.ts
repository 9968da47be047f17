import { STATUS_CODES } from 'node:http';
import type { ToldRequest } from '../../http/request-info.js';
import type { AppError } from '../../services/core/errors.js';
import { escapeHtml, plainPage } from './plain-page.js';

const AGAIN = '<a href="">Try again</a> · ';

/** An error as somebody sees it who asked for a page and not for data. */
export const errorPage = ({ status, message }: AppError, { method, request_id }: ToldRequest): string =>
  plainPage(
    STATUS_CODES[status] ?? 'Error',
    `<p role="alert">${escapeHtml(message)}</p>
    <p>${method === 'GET' ? AGAIN : ''}<a href="/admin">To the console</a></p>
    <p class="quiet">Request ${escapeHtml(request_id)}</p>`,
  );
