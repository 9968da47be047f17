import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type OnUnexpected, tellUnexpected } from '../services/core/unexpected.js';
import type { Parts } from './parts.js';

/** Milliseconds that the error tracker has before the process ends. */
const PATIENCE_MS = 2000;

/**
 * What nobody caught, rejections too, leaves the process in a state that nobody knows: it is told, and the process ends
 * in order, with 1, for whatever watches it to start it again.
 */
export function endOnCrash(log: Logger, onUnexpected: OnUnexpected, parts: Parts): void {
  process.on('uncaughtException', async (error) => {
    const telling = tellUnexpected({ log, onUnexpected }, error, { where: 'process' }, 'nobody caught this');
    process.exitCode = 1;
    await Promise.race([telling, wait(PATIENCE_MS)]);
    if (parts.isStopping) return;
    await parts.stop();
    process.exit();
  });
}
