import { randomBytes } from 'node:crypto';
import type { CurrentAdmin } from 'adminjs';
import connectPgSimple from 'connect-pg-simple';
import type { RequestHandler } from 'express';
import session from 'express-session';
import { Passport } from 'passport';
import { Strategy } from 'passport-local';
import type { Config } from '../../config.js';
import { requestInfo } from '../../http/request-info.js';
import { identifyConsole } from '../../services/auth/identify.js';
import { logInToConsole } from '../../services/auth/log-in.js';
import { LONGEST_CONSOLE_SESSION_MS } from '../../services/auth/open-session.js';
import { ANONYMOUS, type UserActor } from '../../services/core/access/actor.js';
import { AppError } from '../../services/core/errors.js';
import { perform } from '../../services/core/write/perform.js';
import type { Deps } from '../../services/deps.js';

declare module 'express-session' {
  interface SessionData {
    csrf: string;
    /** What AdminJS takes for who is there; see requireLogin. */
    adminUser: CurrentAdmin;
  }
}

declare global {
  namespace Express {
    interface User extends UserActor {}
  }
}

/**
 * What the cookie is called. Over https browsers hold its name to what it says: no other host of the domain, and nobody
 * without TLS, can plant one. It then has to be for all paths.
 */
export function sessionCookie({ PUBLIC_URL }: Config): { name: string; path: string; secure: boolean } {
  return PUBLIC_URL?.startsWith('https:')
    ? { name: '__Host-signalbox.sid', path: '/', secure: true }
    : { name: 'signalbox.sid', path: '/admin', secure: false };
}

/**
 * The cookie, in PostgreSQL so that every process knows it. It names a session of `sessions` and nothing more: that one
 * says how long it lasts and is ended there, so that using a cookie writes nothing here.
 */
export function consoleSession({ config, pool, log }: Deps): RequestHandler {
  const PgStore = connectPgSimple(session);
  const { name, path, secure } = sessionCookie(config);
  const readCookie = session({
    name,
    // The first signs; a cookie that another of them signed is good as well.
    secret: [config.SESSION_SECRET, ...config.SESSION_SECRETS_OLD],
    store: new PgStore({
      pool,
      tableName: 'console_sessions',
      pruneSessionInterval: 15 * 60,
      disableTouch: true,
    }),
    resave: false,
    saveUninitialized: false,
    cookie: {
      path,
      httpOnly: true,
      sameSite: 'lax',
      secure,
      maxAge: LONGEST_CONSOLE_SESSION_MS,
    },
  });
  return (req, res, next) =>
    readCookie(req, res, (error) => {
      // express-session saves at the end of an answer, too. One that has begun cannot become an error page.
      if (res.headersSent) log.warn({ err: error }, 'a console session could not be saved');
      else next(error);
    });
}

/** Email and password, checked by the same operation as the API's. The user is read afresh on each request. */
export function consolePassport(deps: Deps) {
  const passport = new Passport();
  passport.use(
    new Strategy({ usernameField: 'email', passReqToCallback: true }, (req, email, password, done) => {
      const caller = { actor: ANONYMOUS, via: 'console', request: requestInfo(req) } as const;
      perform(deps, caller, logInToConsole, { input: { email, password } })
        .then((sessionId) => identifyConsole(deps, sessionId))
        .then((user) => done(null, user ?? false))
        .catch((error) => {
          const isRefused = error instanceof AppError && error.code === 'INVALID_CREDENTIALS';
          done(isRefused ? null : error, false);
        });
    }),
  );
  passport.serializeUser((user, done) => done(null, user.session_id));
  passport.deserializeUser((sessionId: string, done: (error: unknown, user?: UserActor | false) => void) => {
    identifyConsole(deps, sessionId)
      .then((user) => done(null, user ?? false))
      .catch(done);
  });
  return passport;
}

export const newCsrfToken = (): string => randomBytes(32).toString('base64url');
