import type { Severity } from '../../entities/event.entity.js';

export { SEVERITIES, type Severity } from '../../entities/event.entity.js';

/** Stored as a level, shown by name; 5 is an emergency. */
const NAMES = ['unknown', 'low', 'medium', 'high', 'critical', 'critical'] as const;

export const severityName = (level: number): Severity => NAMES[level] ?? 'unknown';

/** The levels that a name stands for, or the one level that a digit names; none for anything else. */
export function severityLevels(nameOrLevel: string): number[] {
  if (/^[0-5]$/.test(nameOrLevel)) return [Number(nameOrLevel)];
  return NAMES.flatMap((name, level) => (name === nameOrLevel ? [level] : []));
}
