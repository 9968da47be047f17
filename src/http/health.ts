import { Router } from 'express';
import { rows } from '../services/core/read/sql.js';
import { within } from '../services/core/within.js';
import type { Deps } from '../services/deps.js';
import { otherMethods } from './other-methods.js';

/** Milliseconds that the database may take to answer before it counts as away. */
const PATIENCE_MS = 2000;

/** How the process is: no login, outside /api. A stop takes it out of a load balancer's rotation. */
export function createHealthRouter(deps: Deps, stopping: AbortSignal): Router {
  const router = Router();
  router.get('/health/live', (_req, res) => {
    res.json({ status: 'ok' });
  });
  router.get(['/health', '/health/ready'], async (_req, res) => {
    const [isUp, redis] = await Promise.all([databaseAnswers(deps), redisState(deps)]);
    const isReady = isUp && !stopping.aborted;
    res.status(isReady ? 200 : 503).json({
      status: isReady ? 'ok' : stopping.aborted ? 'stopping' : 'unavailable',
      db: isUp ? 'ok' : 'unavailable',
      // Without it everything goes on, only slower.
      redis,
      uptime_seconds: Math.round(process.uptime()),
    });
  });
  router.get('/health/db', async (_req, res) => {
    const isUp = await databaseAnswers(deps);
    res.status(isUp ? 200 : 503).json({ status: isUp ? 'ok' : 'unavailable' });
  });
  router.get('/health/redis', async (_req, res) => {
    const redis = await redisState(deps);
    const isUp = redis !== 'unavailable';
    res.status(isUp ? 200 : 503).json({ status: isUp ? 'ok' : 'unavailable', redis });
  });
  router.all(['/health', '/health/live', '/health/ready', '/health/db', '/health/redis'], otherMethods('get'));
  return router;
}

async function redisState({ redis }: Deps): Promise<'off' | 'ok' | 'unavailable'> {
  if (!redis) return 'off';
  return (await redis.answers()) ? 'ok' : 'unavailable';
}

async function databaseAnswers(deps: Deps): Promise<boolean> {
  try {
    await within(PATIENCE_MS, rows(deps, 'SELECT 1'));
    return true;
  } catch {
    return false;
  }
}
