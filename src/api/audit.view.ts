import { z } from 'zod';
import { OUTCOMES, VIAS } from '../entities/audit-entry.entity.js';
import type { AuditRecord } from '../services/audit/list-audit.js';
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
    is_abridged: z
      .literal(true)
      .optional()
      .describe('In lists, of an entry of more than 16 KiB: `before` and `after` are null. GET /audit/{id} has them.'),
  })
  .meta({ id: 'AuditEntry' });

const auditFields = viewOf(auditEntrySchema.omit({ before: true, after: true, is_abridged: true }));

export const auditEntryView = (entry: AuditRecord): z.infer<typeof auditEntrySchema> => ({
  ...auditFields(entry),
  before: entry.before as Record<string, unknown> | null,
  after: entry.after as Record<string, unknown> | null,
  ...(entry.is_abridged && { is_abridged: true }),
});
