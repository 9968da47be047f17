import type { Logger } from 'pino';
import { errorForOutside } from './describe-error.js';
import type { Metrics, UnexpectedPlace } from './metrics.js';

/** Where nobody expected it, and what it is known by. No values that people wrote. */
export interface UnexpectedContext {
  where: UnexpectedPlace;
  method?: string;
  route?: string;
  request_id?: string | null;
  trace_id?: string | undefined;
  actor_id?: string;
  job?: string;
  job_id?: string;
  attempt?: number;
  attempts?: number;
}

/** Hears of what nobody expected: the way to an error tracker. The error is a copy without parameters of queries. */
export type OnUnexpected = (error: Error, context: UnexpectedContext) => unknown;

interface Listeners {
  log: Logger;
  onUnexpected: OnUnexpected;
  /** Absent before the app is made. */
  metrics?: Metrics;
}

/**
 * The one place where an error that nobody expected is told: to the log, the metrics and the error tracker.
 * Resolves once the tracker has it. Never fails: what goes wrong there must not make it worse.
 */
export async function tellUnexpected(
  { log, onUnexpected, metrics }: Listeners,
  error: unknown,
  context: UnexpectedContext,
  message: string,
): Promise<void> {
  log.error({ err: error, ...context }, message);
  metrics?.unexpected.inc({ where: context.where });
  try {
    await onUnexpected(errorForOutside(error), context);
  } catch (failure) {
    log.warn({ err: failure }, 'the error tracker did not take an error');
  }
}
