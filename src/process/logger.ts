import { type Logger, pino } from 'pino';
import type { Config } from '../config.js';
import { describeError } from '../services/core/describe-error.js';
import { redact } from '../services/core/redact.js';

/** Milliseconds that a line waits for others at most. */
const LATEST_MS = 100;

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
  // Lines are written together and beside the requests: a write of its own wakes a thread, which costs more than to make
  // the line. What waits at the end of the process is written then.
  return pino(options, pino.destination({ sync: false, minLength: 4096, periodicFlush: LATEST_MS }));
}

/** Errors are described by their own serializer. */
function redactPlain({ err, ...entry }: Record<string, unknown>): Record<string, unknown> {
  return { ...redact(entry), ...(err !== undefined && { err }) };
}
