import { z } from 'zod';
import { SEVERITIES, type Severity } from '../../entities/event.entity.js';
import { several } from '../core/input/shapes.js';

export { SEVERITIES, type Severity };

/** Stored as a level, shown by name; 5 is an emergency. */
const NAMES = ['unknown', 'low', 'medium', 'high', 'critical', 'critical'] as const;

export const severityName = (level: number): Severity => NAMES[level] ?? 'unknown';

/** How a list is filtered by severity: `info` is what some call level 1. */
export const severityFilter = several(
  z.preprocess(
    (name) => (typeof name === 'string' ? name.toLowerCase() : name),
    z.enum([...SEVERITIES, 'info', '0', '1', '2', '3', '4', '5']),
  ),
).describe('Names, in any case, or levels.');

/** The levels that a name stands for, or the one level that a digit names; none for anything else. */
export function severityLevels(nameOrLevel: string): number[] {
  if (nameOrLevel === 'info') return [1];
  if (/^[0-5]$/.test(nameOrLevel)) return [Number(nameOrLevel)];
  return NAMES.flatMap((name, level) => (name === nameOrLevel ? [level] : []));
}
