import { SEVERITIES, type Severity, severityName } from '../events/severity.js';

export const noSeverities = () => Object.fromEntries(SEVERITIES.map((name) => [name, 0])) as Record<Severity, number>;

/** Counts by level as counts by name, each name there. */
export function bySeverityName(byLevel: Record<string, number>): Record<Severity, number> {
  const byName = noSeverities();
  for (const [level, count] of Object.entries(byLevel)) byName[severityName(Number(level))] += count;
  return byName;
}
