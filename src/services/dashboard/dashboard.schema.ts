import { z } from 'zod';
import { unixSecondsParam } from '../core/input/shapes.js';
import { severityFilter } from '../events/severity.js';

/** What every figure but those of the last day can be narrowed by. */
export const datesQuery = z.strictObject({
  start_date: unixSecondsParam.describe('Unix seconds; part of the range.'),
  end_date: unixSecondsParam.describe('Unix seconds; part of the range.'),
});

export const eventsStatsQuery = datesQuery.extend({
  interval: z.enum(['hour', 'day']).optional().describe('Of the timeline; an hour up to two days, else a day.'),
});

export const timelineQuery = datesQuery.extend({
  days: z.coerce.number().int().min(1).max(365).default(7).describe('Up to its end, where start_date is not given.'),
  severity: severityFilter,
});
