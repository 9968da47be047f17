import type { z } from 'zod';
import type { Caller } from '../core/access/actor.js';
import { authorise } from '../core/access/policy.js';
import type { Deps } from '../deps.js';
import { type Severity, severityLevels } from '../events/severity.js';
import type { timelineQuery } from './dashboard.schema.js';
import {
  type Bucket,
  bySeverityName,
  eventTimeline,
  MOVING_FIGURES_MS,
  requireDrawable,
  startOf,
  sumEvents,
  totalOf,
} from './event-sums.js';
import { windowOf } from './range.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export interface LastDay {
  total: number;
  by_severity: Record<Severity, number>;
  affected_accounts: number;
}

/** The events of the last 24 hours in figures. */
export async function lastDayStats(deps: Deps, caller: Caller): Promise<LastDay> {
  authorise(caller.actor, 'dashboards:read');
  return deps.cache.get('figures', 'last-day', MOVING_FIGURES_MS, async () => {
    const until = deps.now().getTime();
    const sums = await sumEvents(deps, { from: until - DAY, until });
    return {
      total: totalOf(sums.severity),
      by_severity: bySeverityName(sums.severity),
      affected_accounts: Object.keys(sums.account).length,
    };
  });
}

/** The events of the last hours, one bucket an hour; the current one included. */
export function lastHours(deps: Deps, caller: Caller, hours: number): Promise<Bucket[]> {
  authorise(caller.actor, 'dashboards:read');
  const until = deps.now().getTime();
  const range = { from: startOf('hour', until - (hours - 1) * HOUR), until };
  return deps.cache.get('figures', `last-hours ${hours}`, MOVING_FIGURES_MS, () => eventTimeline(deps, range, 'hour'));
}

/**
 * Events a day (UTC) of the severities that are asked for: of the last days, today included, or between the dates.
 * @throws {AppError} FORBIDDEN, VALIDATION_FAILED
 */
export async function dailyTimeline(
  deps: Deps,
  caller: Caller,
  { days, severity, ...dates }: z.infer<typeof timelineQuery>,
): Promise<Bucket[]> {
  authorise(caller.actor, 'dashboards:read');
  const range = windowOf(dates, deps.now(), (until) => startOf('day', until - 1) - (days - 1) * DAY);
  requireDrawable(range, 'day', 'start_date');
  const levels = severity ? [...new Set(severity.flatMap(severityLevels))].sort() : null;
  const key = `daily ${JSON.stringify([days, dates, levels])}`;
  return deps.cache.get('figures', key, MOVING_FIGURES_MS, () => eventTimeline(deps, range, 'day', levels));
}
