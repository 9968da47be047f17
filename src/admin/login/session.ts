import { randomBytes } from 'node:crypto';
import connectPgSimple from 'connect-pg-simple';
import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import { Passport } from 'passport';
import { Strategy } from 'passport-local';
import { requestInfo } from '../../http/request-info.js';
import { identifyUser } from '../../services/auth/identify.js';
import { logIn } from '../../services/auth/log-in.js';
import type { UserActor } from '../../services/core/access/actor.js';
import { AppError } from '../../services/core/errors.js';
import type { Deps } from '../../services/deps.js';

declare module 'express-session' {
  interface SessionData {
    csrf: string;
  }
}

declare global {
  namespace Express {
    interface User extends UserActor {}
  }
}

const HOUR = 3_600_000;

/** Milliseconds without a request after which a console session ends. */
const IDLE_MS = 12 * HOUR;

/** Sessions in PostgreSQL, so that every process knows them and a deletion ends them. */
export function consoleSession({ config, pool }: Deps): RequestHandler {
  const PgStore = connectPgSimple(session);
  return session({
    name: 'signalbox.sid',
    secret: config.SESSION_SECRET,
    store: new PgStore({
      pool,
      tableName: 'console_sessions',
      pruneSessionInterval: 15 * 60,
    }),
    resave: false,
    rolling: true,
    saveUninitialized: false,
    cookie: {
      path: '/admin',
      httpOnly: true,
      sameSite: 'lax',
      secure: config.PUBLIC_URL?.startsWith('https:') ?? false,
      maxAge: IDLE_MS,
    },
  });
}

/** Email and password, checked by the same service as the API's. The user is read afresh on each request. */
export function consolePassport(deps: Deps) {
  const passport = new Passport();
  passport.use(
    new Strategy({ usernameField: 'email', passReqToCallback: true }, (req, email, password, done) => {
      const caller = { actor: { type: 'anonymous' }, via: 'console', request: requestInfo(req) } as const;
      logIn(deps, caller, { email, password }, async (_ctx, { id }) => id)
        .then((id) => identifyUser(deps, id, ''))
        .then((user) => done(null, user ?? false))
        .catch((error) => {
          const isRefused = error instanceof AppError && error.code === 'INVALID_CREDENTIALS';
          done(isRefused ? null : error, false);
        });
    }),
  );
  passport.serializeUser((user, done) => done(null, user.id));
  passport.deserializeUser((req: Request, id: string, done: (error: unknown, user?: UserActor | false) => void) => {
    identifyUser(deps, id, req.sessionID)
      .then((user) => done(null, user ?? false))
      .catch(done);
  });
  return passport;
}

export const newCsrfToken = (): string => randomBytes(32).toString('base64url');
