import type { z } from 'zod';
import type { apiKeySchema, createdApiKeySchema } from '../../src/api/api-keys.view.js';
import type { auditEntrySchema } from '../../src/api/audit.view.js';
import type { loginSchema } from '../../src/api/auth.view.js';
import type { awsAccountSchema } from '../../src/api/aws-accounts.view.js';
import type { eventSchema } from '../../src/api/events.view.js';
import type { monitoringSchema } from '../../src/api/monitoring.view.js';
import type { commentSchema, taskSchema } from '../../src/api/tasks.view.js';
import type { createdUserSchema, meSchema, userSchema } from '../../src/api/users.view.js';
import type { tokens } from '../../src/services/auth/open-session.js';
import type { ConnectionReport } from '../../src/services/aws-accounts/connection-report.js';
import type { IngestResult } from '../../src/services/events/ingest-events.js';

// What the API answers, by name.

export type ApiKeyBody = z.infer<typeof apiKeySchema>;
export type CreatedApiKeyBody = z.infer<typeof createdApiKeySchema>;
export type AuditBody = z.infer<typeof auditEntrySchema>;
export type LoginBody = z.infer<typeof loginSchema>;
export type TokensBody = z.infer<typeof tokens>;
export type AwsAccountBody = z.infer<typeof awsAccountSchema>;
export type ConnectionBody = ConnectionReport;
export type EventBody = z.infer<typeof eventSchema>;
export type IngestBody = IngestResult;
export type MonitoringBody = z.infer<typeof monitoringSchema>;
export type CommentBody = z.infer<typeof commentSchema>;
export type TaskBody = z.infer<typeof taskSchema>;
export type UserBody = z.infer<typeof userSchema>;
export type CreatedUserBody = z.infer<typeof createdUserSchema>;
export type MeBody = z.infer<typeof meSchema>;

export interface PageBody<Item> {
  items: Item[];
  total: number;
  page: number;
  page_size: number;
  has_more: boolean;
  next_cursor: string | null;
  total_is_estimate?: true;
}
