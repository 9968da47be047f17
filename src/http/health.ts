import { Router } from 'express';
import { rows } from '../services/core/read/sql.js';
import type { Deps } from '../services/deps.js';

/** Milliseconds that the database may take to answer before it counts as away. */
const PATIENCE_MS = 2000;

/** How the process is: no login, outside /api. `isStopping` takes it out of a load balancer's rotation. */
export function createHealthRouter(deps: Deps, isStopping: () => boolean): Router {
  const router = Router();
  router.get('/health/live', (_req, res) => {
    res.json({ status: 'ok' });
  });
  router.get(['/health', '/health/ready'], async (_req, res) => {
    const isUp = await databaseAnswers(deps);
    const isReady = isUp && !isStopping();
    res.status(isReady ? 200 : 503).json({
      status: isReady ? 'ok' : isStopping() ? 'stopping' : 'unavailable',
      db: isUp ? 'ok' : 'unavailable',
      uptime_seconds: Math.round(process.uptime()),
    });
  });
  router.get('/health/db', async (_req, res) => {
    const isUp = await databaseAnswers(deps);
    res.status(isUp ? 200 : 503).json({ status: isUp ? 'ok' : 'unavailable' });
  });
  return router;
}

async function databaseAnswers(deps: Deps): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the database did not answer in time')), PATIENCE_MS);
  });
  try {
    await Promise.race([rows(deps, 'SELECT 1'), timeout]);
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
