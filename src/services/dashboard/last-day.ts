import { guarded } from '../core/access/guarded.js';
import { DAY, HOUR } from '../core/durations.js';
import { type Severity, severityLevels } from '../events/severity.js';
import { bySeverityName } from './by-severity.js';
import { timelineQuery } from './dashboard.schema.js';
import { MOVING_FIGURES_MS, sumEvents } from './event-sums.js';
import { eventTimeline, requireDrawable, startOf } from './event-timeline.js';
import { windowOf } from './range.js';

export interface LastDay {
  total: number;
  by_severity: Record<Severity, number>;
  affected_accounts: number;
}

/** The events of the last 24 hours in figures. */
export const lastDayStats = guarded({
  permission: 'dashboards:read',
  action: 'dashboard.last_day',
  entity: 'dashboard',
  work: (core): Promise<LastDay> =>
    core.cache.get('figures', 'last-day', MOVING_FIGURES_MS, async () => {
      const until = core.now().getTime();
      const { severity, account } = await sumEvents(core, { from: until - DAY, until });
      return {
        total: severity.total,
        by_severity: bySeverityName(severity.commonest),
        affected_accounts: account.values,
      };
    }),
});

/** The events of the last hours, one bucket an hour; the current one included. */
export const lastHours = guarded({
  permission: 'dashboards:read',
  action: 'dashboard.last_hours',
  entity: 'dashboard',
  work: (core, _caller, hours: number) => {
    const until = core.now().getTime();
    const range = { from: startOf('hour', until - (hours - 1) * HOUR), until };
    return core.cache.get('figures', `last-hours ${hours}`, MOVING_FIGURES_MS, () =>
      eventTimeline(core, range, 'hour'),
    );
  },
});

/**
 * Events a day (UTC) of the severities that are asked for: of the last days, today included, or between the dates.
 * @throws {AppError} FORBIDDEN, VALIDATION_FAILED
 */
export const dailyTimeline = guarded({
  permission: 'dashboards:read',
  action: 'dashboard.timeline',
  entity: 'dashboard',
  query: timelineQuery,
  work: async (core, _caller, { days, severity, ...dates }) => {
    const range = windowOf(dates, core.now(), (until) => startOf('day', until - 1) - (days - 1) * DAY);
    requireDrawable(range, 'day', 'start_date');
    const levels = severity ? [...new Set(severity.flatMap(severityLevels))].sort() : null;
    const key = `daily ${JSON.stringify([days, dates, levels])}`;
    return core.cache.get('figures', key, MOVING_FIGURES_MS, () => eventTimeline(core, range, 'day', levels));
  },
});
