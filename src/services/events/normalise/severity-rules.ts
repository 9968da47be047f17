import type { MonitoringRules } from '../../monitoring/monitoring-settings.schema.js';
import { severityLevels } from '../severity.js';
import { type Envelope, scalarAt } from './envelope.js';

type Rule = MonitoringRules[number]['rules'][number];

const COMPARE: Record<Rule['operator'], (left: number, right: number) => boolean> = {
  '>=': (left, right) => left >= right,
  '>': (left, right) => left > right,
  '<=': (left, right) => left <= right,
  '<': (left, right) => left < right,
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
};

/** The level that the settings' first matching rule gives; undefined when none speaks of this event. */
export function ruledLevel(services: MonitoringRules, event: Envelope): number | undefined {
  const service = services.find(({ service_name }) => isSource(event.source, service_name));
  const rule = service?.rules.find((candidate) => matches(candidate, scalarAt(event.detail, candidate.metric)));
  return rule && severityLevels(rule.severity)[0];
}

/** A service is named with or without `aws.`, in any case. */
const isSource = (source: string, service: string): boolean =>
  [service, `aws.${service}`].some((name) => name.toLowerCase() === source.toLowerCase());

function matches({ operator, value }: Rule, found: unknown): boolean {
  if (found === undefined) return false;
  if (typeof value === 'number') return COMPARE[operator](Number(found), value);
  if (operator === '==') return String(found) === value;
  return operator === '!=' && String(found) !== value;
}
