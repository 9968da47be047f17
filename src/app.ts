import { randomBytes } from 'node:crypto';
import compression from 'compression';
import cors from 'cors';
import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { createConsole } from './admin/console.js';
import { createDocsRouter } from './api/docs.js';
import { sendErrors } from './api/error-response.js';
import { createHealthRouter } from './api/health.js';
import { openApiDocument } from './api/openapi.js';
import { createApiRouter } from './api/router.js';
import { routes } from './api/routes.js';
import type { Config } from './config.js';
import { createSender } from './jobs/sender.js';
import { createRateLimits } from './services/core/access/rate-limits.js';
import { DropMessages } from './services/core/cache/drop-messages.js';
import { MemoryCache } from './services/core/cache/memory-cache.js';
import { RedisCache } from './services/core/cache/redis-cache.js';
import type { Database } from './services/core/connection.js';
import { poolOf } from './services/core/connection.js';
import type { Core } from './services/core/core.js';
import { AppError } from './services/core/errors.js';
import { Redis } from './services/core/redis.js';
import type { Deps } from './services/deps.js';
import { addCounts } from './services/events/event-counts.js';
import { EventWriter } from './services/events/event-writer.js';

/** A caller's request id is kept when it is short and plain, so that it can go into headers, logs and the database. */
const SANE_REQUEST_ID = /^[\w.:-]{1,100}$/;

interface DepsOptions {
  config: Config;
  db: Database;
  log: Logger;
  now?: () => Date;
}

export function createDeps({ config, db, log, now = () => new Date() }: DepsOptions): Deps {
  const pool = poolOf(db);
  const redis = config.REDIS_URL ? new Redis(config, log) : null;
  const cache = redis ? new RedisCache(redis) : new MemoryCache(now, new DropMessages(pool, log));
  const core: Core = { config, db, pool, log, cache, redis, jobs: createSender(pool), now, newId: () => uuidv7() };
  const eventWriter = new EventWriter(core, {
    onInserted: (on, events) => addCounts(on, events, 1),
    onCommitted: () => cache.drop('figures'),
  });
  return { ...core, eventWriter, rateLimits: createRateLimits(pool, redis) };
}

interface AppOptions {
  isStopping?: () => boolean;
  /** A worker answers health checks and nothing else. */
  healthOnly?: boolean;
}

/** The composition root: console, API and health on one Express app. Nothing listens yet. */
export function createApp(deps: Deps, { isStopping = () => false, healthOnly = false }: AppOptions = {}): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  if (deps.config.TRUST_PROXY) app.set('trust proxy', trustedProxies(deps.config.TRUST_PROXY));
  app.use(identifyRequest, closeWhenStopping(isStopping), securityHeaders(deps.config));
  app.use(createHealthRouter(deps, isStopping));
  if (!healthOnly) {
    // The console parses its own forms, so it stands before every body parser.
    app.use(createConsole(deps));
    app.use(
      ['/api/v1', '/api'],
      cors({ origin: deps.config.CORS_ORIGINS, exposedHeaders: EXPOSED_HEADERS, maxAge: 600 }),
      compression(),
      createDocsRouter(openApiDocument(routes)),
    );
    app.use(['/api/v1', '/api'], createApiRouter(deps, routes));
    app.get('/', (_req, res) => res.redirect('/admin'));
  }
  app.use(() => {
    throw new AppError('NOT_FOUND');
  });
  app.use(sendErrors(deps.log));
  return app;
}

const EXPOSED_HEADERS = [
  'X-Request-Id',
  'ETag',
  'Retry-After',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
];

const trustedProxies = (setting: string): number | string => (/^\d+$/.test(setting) ? Number(setting) : setting);

const identifyRequest: RequestHandler = (req, res, next) => {
  const given = req.get('x-request-id') ?? '';
  res.locals.requestId = SANE_REQUEST_ID.test(given) ? given : uuidv7();
  res.locals.nonce = randomBytes(16).toString('base64');
  res.set('X-Request-Id', res.locals.requestId);
  next();
};

/** A connection that is kept alive would hold up the stop, also one whose request was there before. */
const closeWhenStopping =
  (isStopping: () => boolean): RequestHandler =>
  (req, res, next) => {
    if (isStopping()) res.set('Connection', 'close');
    else res.once('finish', () => isStopping() && req.socket.end());
    next();
  };

/** Scripts by nonce or from here, nothing from other hosts. Styles may stand inline: styled-components writes them. */
function securityHeaders({ PUBLIC_URL }: Config): RequestHandler {
  const isHttps = PUBLIC_URL?.startsWith('https:') ?? false;
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", (_req, res) => `'nonce-${(res as express.Response).locals.nonce}'`],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(isHttps && { upgradeInsecureRequests: [] }),
      },
    },
    strictTransportSecurity: isHttps,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'same-origin' },
  });
}
