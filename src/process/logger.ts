import { type Logger, pino } from 'pino';
import type { Config } from '../config.js';
import { describeError } from '../services/core/describe-error.js';
import { redact } from '../services/core/redact.js';

/** JSON lines on stdout. Secrets are redacted by the same rules as in the audit log. */
export function createLogger(level: Config['LOG_LEVEL']): Logger {
  return pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }), log: (entry) => ({ ...redactPlain(entry) }) },
    serializers: { err: describeError },
  });
}

/** Errors are described by their own serializer. */
function redactPlain({ err, ...entry }: Record<string, unknown>): Record<string, unknown> {
  return { ...redact(entry), ...(err !== undefined && { err }) };
}
