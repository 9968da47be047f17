import { z } from 'zod';
import { nullable, unixSecondsParam } from '../core/input/shapes.js';
import { pagingFields } from '../core/read/list.js';
import { severityFilter } from './severity.js';

const text = z.string().min(1).max(300);

const eventFilters = {
  account: z.array(text).optional(),
  region: z.array(text).optional(),
  source: z.array(text).optional(),
  detail_type: z.array(text).optional(),
  severity: severityFilter,
  start_date: unixSecondsParam.describe('Published at or after.'),
  end_date: unixSecondsParam.describe('Published at or before.'),
  acknowledged: z.enum(['true', 'false']).optional(),
  needs_attention: z
    .literal('true')
    .optional()
    .describe('High or critical, not acknowledged, not resolved by its source and not suppressed.'),
  tag: z.array(text).optional(),
  fingerprint: z.array(text).optional(),
  search: z.string().max(200).optional().describe('Words of title, detail and resources.'),
};

export const listEventsQuery = z.strictObject({ ...pagingFields, ...eventFilters });

export const eventValuesQuery = z.strictObject({
  counts: z.enum(['true', 'false']).optional().describe('How many events there are of each, too.'),
});

export const annotateEventInput = z
  .strictObject({
    acknowledged: z.boolean(),
    notes: nullable(z.string().max(1000)),
    tags: z.array(z.string().trim().min(1).max(50)).max(10),
  })
  .partial();
