import compression from 'compression';
import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { createConsole } from './admin/console.js';
import { errorPage } from './admin/login/error-page.js';
import { createDocsRouter } from './api/docs.js';
import { openApiDocument } from './api/openapi.js';
import { createApiRouter } from './api/router.js';
import { routes } from './api/routes.js';
import { nextLook } from './api/send-stream.js';
import type { Config } from './config.js';
import { requireAllowedHost } from './http/allowed-hosts.js';
import { closeWhenStopping } from './http/close-when-stopping.js';
import { allowOrigins } from './http/cors.js';
import { sendErrors } from './http/error-response.js';
import { createHealthRouter } from './http/health.js';
import { createHttpMetrics } from './http/metrics.js';
import { createMetricsRouter } from './http/metrics-router.js';
import { otherMethods } from './http/other-methods.js';
import { identifyRequest } from './http/request-info.js';
import { tellRequests } from './http/request-log.js';
import { securityHeaders } from './http/security-headers.js';
import { createSender } from './jobs/sender.js';
import { createPasswordQueues } from './services/core/access/password-queue.js';
import { createRateLimits } from './services/core/access/rate-limits.js';
import { Shares } from './services/core/access/shares.js';
import { DropMessages } from './services/core/cache/drop-messages.js';
import { MemoryCache } from './services/core/cache/memory-cache.js';
import { RedisCache } from './services/core/cache/redis-cache.js';
import type { Database } from './services/core/connection.js';
import { poolOf } from './services/core/connection.js';
import type { Core } from './services/core/core.js';
import { AppError } from './services/core/errors.js';
import { createMetrics } from './services/core/metrics.js';
import { Redis } from './services/core/redis.js';
import type { OnUnexpected } from './services/core/unexpected.js';
import { Denials } from './services/core/write/denials.js';
import type { Deps } from './services/deps.js';
import { addCounts } from './services/events/add-counts.js';
import { EventWriter } from './services/events/event-writer.js';

interface DepsOptions {
  config: Config;
  db: Database;
  log: Logger;
  now?: () => Date;
  onUnexpected?: OnUnexpected;
}

export function createDeps({
  config,
  db,
  log,
  now = () => new Date(),
  onUnexpected = () => undefined,
}: DepsOptions): Deps {
  const pool = poolOf(db);
  const metrics = createMetrics();
  const redis = config.REDIS_URL ? new Redis(config, log) : null;
  const cache = redis
    ? new RedisCache(redis, metrics.cacheReads)
    : new MemoryCache(now, new DropMessages(pool, log), metrics.cacheReads);
  const jobs = createSender(pool);
  const core: Core = {
    config,
    db,
    pool,
    log,
    metrics,
    onUnexpected,
    cache,
    redis,
    passwordQueues: createPasswordQueues(),
    shares: new Shares(config.DATABASE_POOL_SIZE),
    jobs,
    rateLimits: createRateLimits(pool, redis),
    denials: new Denials((err, lost) => log.warn({ err, ...lost }, 'repeated denials could not be noted')),
    now,
    newId: () => uuidv7(),
  };
  const eventWriter = new EventWriter(core, {
    onInserted: (on, events) => addCounts(on, events, 1),
    onCommitted: () => cache.drop('figures'),
  });
  return { ...core, eventWriter };
}

interface AppOptions {
  /** Aborts when the process stops. */
  stopping?: AbortSignal;
  /** A worker answers health checks and metrics, and nothing else. */
  healthOnly?: boolean;
}

/** The composition root: console, API, health and metrics on one Express app. Nothing listens yet. */
export function createApp(deps: Deps, { stopping = NEVER, healthOnly = false }: AppOptions = {}): Express {
  const { config, log } = deps;
  const metrics = createHttpMetrics(deps);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  if (config.TRUST_PROXY) app.set('trust proxy', trustedProxies(config.TRUST_PROXY));
  app.use(identifyRequest, tellRequests(log, metrics), closeWhenStopping(stopping), securityHeaders(config));
  app.use(createHealthRouter(deps, stopping), createMetricsRouter(metrics.registry, config));
  if (!healthOnly) {
    app.use(requireAllowedHost(config));
    // The API stands first, so that its calls are not compared with every address of the console.
    app.use(['/api/v1', '/api'], allowOrigins(config), createDocsRouter(openApiDocument(routes)));
    app.use(['/api/v1', '/api'], compression(), createApiRouter(deps, routes, { stopping, nextLook }));
    app.use(createConsole(deps));
    const root = app.route('/');
    root.get((_req, res) => res.redirect('/admin'));
    root.all(otherMethods('get'));
  }
  app.use(() => {
    throw new AppError('NOT_FOUND');
  });
  app.use(sendErrors(deps, errorPage));
  return app;
}

const NEVER = new AbortController().signal;

const trustedProxies = (setting: string): number | string => (/^\d+$/.test(setting) ? Number(setting) : setting);
