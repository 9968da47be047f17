import { z } from 'zod';
import { type AuditEntry, OUTCOMES, VIAS } from '../entities/audit-entry.entity.js';
import { unixTime, uuid, viewOf } from './shapes.js';

const record = z.record(z.string(), z.unknown()).nullable();

export const auditEntrySchema = z
  .object({
    id: uuid,
    at: unixTime,
    actor_id: uuid.nullable(),
    actor_email: z.string().nullable(),
    via: z.enum(VIAS),
    ip: z.string().nullable(),
    user_agent: z.string().nullable(),
    request_id: z.string().nullable(),
    action: z.string(),
    outcome: z.enum(OUTCOMES),
    entity: z.string(),
    entity_id: z.string().nullable(),
    before: record.describe('Of a change, the fields that differ. Secrets are redacted.'),
    after: record,
  })
  .meta({ id: 'AuditEntry' });

const auditFields = viewOf(auditEntrySchema.omit({ before: true, after: true }));

export const auditEntryView = (entry: AuditEntry): z.infer<typeof auditEntrySchema> => ({
  ...auditFields(entry),
  before: entry.before as Record<string, unknown> | null,
  after: entry.after as Record<string, unknown> | null,
});
