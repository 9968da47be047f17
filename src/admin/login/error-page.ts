import { STATUS_CODES } from 'node:http';
import type { AppError } from '../../services/core/errors.js';
import { escapeHtml, plainPage } from './plain-page.js';

/** An error as somebody sees it who asked for a page and not for data. */
export const errorPage = ({ status, message }: AppError, requestId: string): string =>
  plainPage(
    STATUS_CODES[status] ?? 'Error',
    `<p role="alert">${escapeHtml(message)}</p>
    <p><a href="">Try again</a> · <a href="/admin">To the console</a></p>
    <p class="quiet">Request ${escapeHtml(requestId)}</p>`,
  );
