import { z } from 'zod';
import type { EventRecord } from '../services/events/event-record.js';
import { SEVERITIES, severityName } from '../services/events/severity.js';
import { unixTime, uuid, viewOf } from './shapes.js';

export const eventSchema = z
  .object({
    id: uuid,
    account: z.string(),
    region: z.string(),
    source: z.string(),
    detail_type: z.string(),
    detail: z.unknown().describe('As the source sent it.'),
    severity: z.enum(SEVERITIES),
    severity_level: z.int().min(0).max(5),
    title: z.string().describe('For people; at most 200 characters.'),
    resources: z.array(z.string()),
    fingerprint: z.string().describe('The same for events of one subject.'),
    published_at: unixTime,
    created_at: unixTime,
    updated_at: unixTime,
    expires_at: unixTime,
    acknowledged: z.boolean(),
    acknowledged_by: uuid.nullable(),
    acknowledged_at: unixTime.nullable(),
    notes: z.string().nullable(),
    tags: z.array(z.string()),
    task_id: uuid.nullable(),
  })
  .meta({ id: 'Event' });

const eventFields = viewOf(eventSchema.omit({ severity: true, acknowledged: true }));

export const eventView = (event: EventRecord): z.infer<typeof eventSchema> => ({
  ...eventFields(event),
  severity: severityName(event.severity_level),
  acknowledged: event.acknowledged_at !== null,
});

export const eventValuesSchema = z
  .union([z.array(z.string()), z.array(z.object({ value: z.string(), count: z.int() }))])
  .meta({ id: 'EventValues', description: 'Commonest first. With `counts=true` the second form.' });
