import { EventEmitter, once } from 'node:events';
import { type Logger, pino } from 'pino';
import { createLogger } from '../../src/process/logger.js';

type Line = Record<string, unknown>;

const lines: string[] = [];
const written = new EventEmitter();

/** The app's own logger, whose lines go into memory instead of to stdout: a test can ask what was logged. */
export function createTestLogger(): Logger {
  const log = createLogger('trace');
  return Object.assign(log, { [pino.symbols.streamSym]: { write: keep } });
}

function keep(line: string): void {
  lines.push(line);
  written.emit('line');
}

export const logLines = {
  all: (): string => lines.join(''),
  parsed: (): Line[] => lines.map((line) => JSON.parse(line) as Line),
  /** The first line like this, once it is there: the line of a request comes after its answer. */
  async first(isMeant: (line: Line) => boolean): Promise<Line> {
    for (;;) {
      const line = logLines.parsed().find(isMeant);
      if (line) return line;
      await once(written, 'line');
    }
  },
  clear: (): void => {
    lines.length = 0;
  },
};
