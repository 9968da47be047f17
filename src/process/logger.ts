import { type Logger, pino } from 'pino';
import type { Config } from '../config.js';
import { describeError } from '../services/core/describe-error.js';
import { redact } from '../services/core/redact.js';

/** JSON lines on stdout. Secrets are redacted by the same rules as in the audit log. */
export function createLogger(level: Config['LOG_LEVEL']): Logger {
  const options = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (entry: Record<string, unknown>) => redactPlain(entry),
    },
    serializers: { err: describeError },
  };
  // A line is written while the next requests are answered; what waits at the end of the process is written then.
  return pino(options, pino.destination({ sync: false }));
}

/** Errors are described by their own serializer. */
function redactPlain({ err, ...entry }: Record<string, unknown>): Record<string, unknown> {
  return { ...redact(entry), ...(err !== undefined && { err }) };
}
