import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from 'express';
import type { Passport } from 'passport';
import { clientAddress, requestInfo } from '../../http/request-info.js';
import { logInToConsole } from '../../services/auth/log-in.js';
import { logOut } from '../../services/auth/log-out.js';
import type { UserActor } from '../../services/core/access/actor.js';
import { countCall } from '../../services/core/access/rate-limits.js';
import { AppError } from '../../services/core/errors.js';
import { perform } from '../../services/core/write/perform.js';
import type { Deps } from '../../services/deps.js';
import { formPage } from './form-page.js';
import { LOGIN_PATH, requireSameOrigin } from './guard.js';
import { sendRefusedForm } from './refused-form.js';
import { newCsrfToken, sessionCookie } from './session.js';

/** Login and logout: outside AdminJS, which would do the first without a new session and the second by GET. */
export function createLoginRouter(deps: Deps, passport: InstanceType<typeof Passport>): Router {
  const router = Router({ caseSensitive: true });
  const readForm = express.urlencoded({ extended: false, limit: '16kb' });
  router.get(LOGIN_PATH, (req, res) => {
    if (req.user) return res.redirect(nextPage(req.query.next));
    res.send(loginPage({ next: req.query.next }));
  });
  router.post(LOGIN_PATH, requireSameOrigin(deps), readForm, limitLogins(deps), logInWith(passport, deps), showTooMany);
  router.post('/admin/logout', requireSameOrigin(deps), async (req, res) => {
    if (req.user) {
      await endSessionOf(deps, req, req.user);
      await new Promise<void>((resolve, reject) => req.session.destroy((error) => (error ? reject(error) : resolve())));
    }
    const { name, path, secure } = sessionCookie(deps.config);
    res.clearCookie(name, { path, secure }).clearCookie('XSRF-TOKEN', { path: '/admin' });
    res.redirect(LOGIN_PATH);
  });
  return router;
}

/** The cookie's session is left by logging out, and by logging in as somebody else. */
const endSessionOf = (deps: Deps, req: Request, actor: UserActor): Promise<void> =>
  perform(deps, { actor, via: 'console', request: requestInfo(req) }, logOut, { input: {} });

/** Pages of the console only: an address from elsewhere would make the login a springboard. */
function nextPage(wanted: unknown): string {
  if (typeof wanted !== 'string' || !URL.canParse(wanted, HERE)) return '/admin';
  const { origin, pathname, search } = new URL(wanted, HERE);
  const isOwn = origin === HERE && /^\/admin(\/|$)/.test(pathname) && !pathname.startsWith(LOGIN_PATH);
  return isOwn ? `${pathname}${search}` : '/admin';
}

/** Any origin does: an address that is ours keeps it. */
const HERE = 'http://here.invalid';

/** The form as people sent it; whatever is missing counts as empty. */
const formOf = (req: Request): Record<string, unknown> => (req.body ?? {}) as Record<string, unknown>;

/** The page, with what they had filled in. */
function loginPage({ next, email }: Record<string, unknown>, refusal?: AppError): string {
  const typed = typeof email === 'string' ? email.slice(0, 254) : '';
  return formPage({
    title: 'Log in',
    action: LOGIN_PATH,
    hidden: { next: nextPage(next) },
    fields: [
      { name: 'email', label: 'Email', type: 'email', autocomplete: 'username', value: typed },
      { name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' },
    ],
    submit: 'Log in',
    error: refusal?.message,
  });
}

const limitLogins =
  (deps: Deps): RequestHandler =>
  async (req, _res, next) => {
    await countCall(deps, logInToConsole, clientAddress(req));
    next();
  };

/** The page again, for who is told to wait. */
const showTooMany: ErrorRequestHandler = (error, req, res, next) => {
  if (!(error instanceof AppError) || error.code !== 'RATE_LIMITED') return next(error);
  sendRefusedForm(res, error, loginPage(formOf(req), error));
};

function logInWith(passport: InstanceType<typeof Passport>, deps: Deps): RequestHandler {
  return (req, res, next) => {
    const before = req.user;
    const form = formOf(req);
    passport.authenticate('local', (error: unknown, user: UserActor | false) => {
      if (error) return next(error);
      if (!user) {
        const refusal = new AppError('INVALID_CREDENTIALS');
        return sendRefusedForm(res, refusal, loginPage(form, refusal));
      }
      // Passport gives the session a new id here, so one that was planted before the login is worth nothing.
      req.logIn(user, (failure) => {
        if (failure) return next(failure);
        openPages(deps, req, res, before)
          .then(() => res.redirect(nextPage(form.next)))
          .catch(next);
      });
    })(req, res, next);
  };
}

/** Hands out the token that writes need, and leaves the session that the cookie named before. */
async function openPages(deps: Deps, req: Request, res: Response, before: UserActor | undefined): Promise<void> {
  if (before) await endSessionOf(deps, req, before);
  req.session.csrf = newCsrfToken();
  const { secure } = sessionCookie(deps.config);
  res.cookie('XSRF-TOKEN', req.session.csrf, { path: '/admin', sameSite: 'lax', secure });
  await new Promise<void>((resolve, reject) => req.session.save((error) => (error ? reject(error) : resolve())));
}
