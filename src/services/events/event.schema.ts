import { z } from 'zod';
import { nullable, requiredText, several, unixSecondsParam } from '../core/input/shapes.js';
import { pagingFields } from '../core/read/paging.js';
import { severityFilter } from './severity.js';

const text = z.string().min(1).max(300);

const eventFilters = {
  account: several(text),
  region: several(text),
  source: several(text),
  detail_type: several(text),
  severity: severityFilter,
  start_date: unixSecondsParam.describe('Published at or after.'),
  end_date: unixSecondsParam.describe('Published at or before.'),
  acknowledged: z.enum(['true', 'false']).optional(),
  needs_attention: z
    .literal('true')
    .optional()
    .describe('High or critical, not acknowledged, not resolved by its source and not suppressed.'),
  tag: several(text),
  fingerprint: several(text),
  search: z
    .string()
    .max(200)
    .optional()
    .describe('Words of title, detail and resources: all of them, "an exact phrase", lam* and -not.'),
};

export const listEventsQuery = z.strictObject({ ...pagingFields, ...eventFilters });

export const eventValuesQuery = z.strictObject({
  counts: z.enum(['true', 'false']).optional().describe('How many events there are of each, too.'),
});

export const annotateEventInput = z
  .strictObject({
    acknowledged: z.boolean(),
    notes: nullable(z.string().max(1000)),
    tags: z.array(requiredText(50)).max(10),
  })
  .partial();
