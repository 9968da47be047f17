import { type Logger, pino } from 'pino';
import { createLogger } from '../../src/process/logger.js';

const lines: string[] = [];

/** The app's own logger, whose lines go into memory instead of to stdout: a test can ask what was logged. */
export function createTestLogger(): Logger {
  const log = createLogger('trace');
  return Object.assign(log, { [pino.symbols.streamSym]: { write: (line: string) => lines.push(line) } });
}

export const logLines = {
  all: (): string => lines.join(''),
  parsed: (): Record<string, unknown>[] => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
  clear: (): void => {
    lines.length = 0;
  },
};
