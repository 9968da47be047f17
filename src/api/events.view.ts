import { z } from 'zod';
import { toUnix, toUnixOrNull } from '../services/core/input/shapes.js';
import type { EventRecord } from '../services/events/event-record.js';
import type { IngestResult } from '../services/events/ingest-events.js';
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
  })
  .meta({ id: 'Event' });

export const eventView = (event: EventRecord): z.infer<typeof eventSchema> => ({
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
  acknowledged_at: toUnixOrNull(event.acknowledged_at),
  notes: event.notes,
  tags: event.tags,
  task_id: event.task_id,
});

export const eventValuesSchema = z
  .union([z.array(z.string()), z.array(z.object({ value: z.string(), count: z.int() }))])
  .meta({ id: 'EventValues', description: 'Commonest first. With `counts=true` the second form.' });

/** An EventBridge event, as ingest takes it. */
const incomingEvent = z
  .looseObject({
    id: z.string().max(256),
    'detail-type': z.string(),
    source: z.string(),
    account: z.string().describe('12 digits.'),
    time: z.iso.datetime(),
    region: z.string(),
    resources: z.array(z.string()).optional(),
    detail: z.record(z.string(), z.unknown()).optional(),
    severity: z
      .union([z.enum(SEVERITIES), z.int().min(0).max(5)])
      .optional()
      .describe('The sender’s own word; it comes before every rule.'),
  })
  .meta({ id: 'IncomingEvent' });

export const ingestInput = z.union([
  incomingEvent,
  z.array(incomingEvent).max(1000),
  z.object({ events: z.array(incomingEvent).max(1000) }),
]);

export const ingestSchema = z
  .object({
    accepted: z.int(),
    duplicates: z.int().describe('Seen before; they keep their first id.'),
    rejected: z.int(),
    items: z.array(
      z.object({
        index: z.int(),
        id: uuid.nullable(),
        status: z.enum(['accepted', 'duplicate', 'rejected']),
        error: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'IngestResult' });

export const ingestView = (result: IngestResult): z.infer<typeof ingestSchema> => result;
