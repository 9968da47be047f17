import { z } from 'zod';
import { toUnix } from '../services/core/input/shapes.js';
import type { EventRecord } from '../services/events/event-record.js';
import { SEVERITIES, severityName } from '../services/events/severity.js';
import { unixTime, uuid } from './shapes.js';

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
    is_abridged: z
      .literal(true)
      .optional()
      .describe(
        'In lists, of events over 16 KiB: detail is empty, resources are the first 20 or none. GET it by its id.',
      ),
  })
  .meta({ id: 'Event' });

/** By hand: two fields follow from others, and lists make so many of these that a copy on the way is felt. */
export function eventView(event: EventRecord): z.infer<typeof eventSchema> {
  const view: z.infer<typeof eventSchema> = {
    id: event.id,
    account: event.account,
    region: event.region,
    source: event.source,
    detail_type: event.detail_type,
    detail: event.detail,
    severity: severityName(event.severity_level),
    severity_level: event.severity_level,
    title: event.title,
    resources: event.resources,
    fingerprint: event.fingerprint,
    published_at: toUnix(event.published_at),
    created_at: toUnix(event.created_at),
    updated_at: toUnix(event.updated_at),
    expires_at: toUnix(event.expires_at),
    acknowledged: event.acknowledged_at !== null,
    acknowledged_by: event.acknowledged_by,
    acknowledged_at: event.acknowledged_at && toUnix(event.acknowledged_at),
    notes: event.notes,
    tags: event.tags,
    task_id: event.task_id,
  };
  if (event.is_abridged) view.is_abridged = true;
  return view;
}

export const eventValuesSchema = z
  .union([z.array(z.string()), z.array(z.object({ value: z.string(), count: z.int() }))])
  .meta({ id: 'EventValues', description: 'Commonest first. With `counts=true` the second form.' });
