import { z } from 'zod';
import { unixSeconds } from '../core/input/shapes.js';
import { SEVERITIES } from '../events/severity.js';

export const eventsStatsQuery = z.strictObject({
  start_date: z.coerce.number().pipe(unixSeconds).optional(),
  end_date: z.coerce.number().pipe(unixSeconds).optional(),
  interval: z.enum(['hour', 'day']).optional().describe('Of the timeline; an hour up to two days, else a day.'),
});

export const timelineQuery = z.strictObject({
  days: z.coerce.number().int().min(1).max(365).default(7),
  severity: z.array(z.enum(SEVERITIES)).optional(),
});
