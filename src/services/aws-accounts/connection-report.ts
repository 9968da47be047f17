import { z } from 'zod';

/** What a connection test found, check by check. */
export const connectionReport = z
  .object({
    success: z.boolean(),
    message: z.string(),
    code: z
      .string()
      .optional()
      .describe('AWS’s own code of the failure; AccountMismatch and SECRET_UNREADABLE are ours.'),
    caller_arn: z.string().optional(),
    account_id: z.string().optional(),
    latency_ms: z.int(),
    checks: z.array(
      z.object({
        name: z.enum(['assume_role', 'caller_identity', 'account']),
        ok: z.boolean(),
        message: z.string(),
      }),
    ),
  })
  .meta({ id: 'ConnectionReport' });

export type ConnectionReport = z.infer<typeof connectionReport>;
