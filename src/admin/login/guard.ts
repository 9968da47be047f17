import type { Request, RequestHandler } from 'express';
import { requestInfo } from '../../http/request-info.js';
import { isSameSecret } from '../../http/same-secret.js';
import { AppError } from '../../services/core/errors.js';
import { adminOf } from '../adminjs/caller.js';

export const LOGIN_PATH = '/admin/login';
export const CHANGE_PASSWORD_PATH = '/admin/change-password';

const isPageRequest = (req: Request): boolean => req.method === 'GET' && !req.originalUrl.startsWith('/admin/api/');

/** Lets logged-in users pass, as AdminJS's current admin. Others are sent to log in, or told so. */
export const requireLogin: RequestHandler = (req, res, next) => {
  const { user } = req;
  if (!user) {
    if (!isPageRequest(req)) throw new AppError('UNAUTHENTICATED');
    const wanted = req.originalUrl === '/admin' ? '' : `?next=${encodeURIComponent(req.originalUrl)}`;
    return res.redirect(`${LOGIN_PATH}${wanted}`);
  }
  if (user.must_change_password) {
    if (!isPageRequest(req)) throw new AppError('PASSWORD_CHANGE_REQUIRED');
    return res.redirect(CHANGE_PASSWORD_PATH);
  }
  // Not enumerable, so that it is not saved with the session: it is made anew for each request.
  const value = adminOf(user, requestInfo(req), req.method === 'POST');
  Object.defineProperty(req.session, 'adminUser', { value, configurable: true });
  next();
};

/** Writes carry the session's token in a header that other origins cannot set. */
export const requireCsrfToken: RequestHandler = (req, _res, next) => {
  // AdminJS takes HEAD for a POST.
  if (req.method === 'HEAD') throw new AppError('METHOD_NOT_ALLOWED');
  if (req.method === 'GET') return next();
  if (!isSameSecret(req.get('x-xsrf-token') ?? '', req.session.csrf ?? '')) throw new AppError('CSRF_TOKEN_MISMATCH');
  next();
};

/** Forms that stand outside AdminJS (login, logout, password) are taken from our own pages only. */
export const requireSameOrigin: RequestHandler = (req, _res, next) => {
  const origin = req.get('origin');
  const site = req.get('sec-fetch-site');
  const isOwn = origin === undefined || origin === 'null' ? site === undefined : hostOf(origin) === req.get('host');
  if (!isOwn || (site !== undefined && !['same-origin', 'none'].includes(site))) throw new AppError('BAD_ORIGIN');
  next();
};

const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null);
