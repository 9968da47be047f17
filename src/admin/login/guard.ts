import type { Request, RequestHandler } from 'express';
import { requestInfo } from '../../http/request-info.js';
import { isSameSecret } from '../../http/same-secret.js';
import { ANONYMOUS } from '../../services/core/access/actor.js';
import { AppError, type ErrorCode } from '../../services/core/errors.js';
import { noteDenial } from '../../services/core/write/denial.js';
import type { Deps } from '../../services/deps.js';
import { adminOf } from '../adminjs/caller.js';

export const LOGIN_PATH = '/admin/login';
export const CHANGE_PASSWORD_PATH = '/admin/change-password';

const isPageRequest = (req: Request): boolean => req.method === 'GET' && !req.originalUrl.startsWith('/admin/api/');

/** Of what these guards turn away nobody knows yet which action it is. */
const SUBJECT = { action: 'console.use', entity: 'console' };

/** Turns a request away, and notes whose it was. */
async function deny(deps: Deps, req: Request, code: ErrorCode): Promise<never> {
  const denial = new AppError(code);
  const caller = { actor: req.user ?? ANONYMOUS, via: 'console', request: requestInfo(req) } as const;
  await noteDenial(deps, caller, SUBJECT, denial);
  throw denial;
}

/** Lets logged-in users pass, as AdminJS's current admin. Others are sent to log in, or told so. */
export const requireLogin =
  (deps: Deps): RequestHandler =>
  async (req, res, next) => {
    const { user } = req;
    if (!user) {
      if (!isPageRequest(req)) throw new AppError('UNAUTHENTICATED');
      const wanted = req.originalUrl === '/admin' ? '' : `?next=${encodeURIComponent(req.originalUrl)}`;
      return res.redirect(`${LOGIN_PATH}${wanted}`);
    }
    if (user.must_change_password) {
      if (!isPageRequest(req)) await deny(deps, req, 'PASSWORD_CHANGE_REQUIRED');
      return res.redirect(CHANGE_PASSWORD_PATH);
    }
    // Not enumerable, so that it is not saved with the session: it is made anew for each request.
    const value = adminOf(user, requestInfo(req), req.method === 'POST');
    Object.defineProperty(req.session, 'adminUser', { value, configurable: true });
    next();
  };

/** Writes carry the session's token in a header that other origins cannot set. */
export const requireCsrfToken =
  (deps: Deps): RequestHandler =>
  async (req, res, next) => {
    // AdminJS takes HEAD for a POST.
    if (req.method === 'HEAD') {
      res.set('Allow', 'GET, POST');
      throw new AppError('METHOD_NOT_ALLOWED');
    }
    const mayPass = req.method === 'GET' || isSameSecret(req.get('x-xsrf-token') ?? '', req.session.csrf ?? '');
    if (!mayPass) await deny(deps, req, 'CSRF_TOKEN_MISMATCH');
    next();
  };

/** Forms that stand outside AdminJS (login, logout, password) are taken from our own pages only. */
export const requireSameOrigin =
  (deps: Deps): RequestHandler =>
  async (req, _res, next) => {
    if (!isOwnPage(req)) await deny(deps, req, 'BAD_ORIGIN');
    next();
  };

function isOwnPage(req: Request): boolean {
  const origin = req.get('origin');
  const site = req.get('sec-fetch-site');
  const isOwn = origin === undefined || origin === 'null' ? site === undefined : hostOf(origin) === req.get('host');
  return isOwn && (site === undefined || ['same-origin', 'none'].includes(site));
}

const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null);
