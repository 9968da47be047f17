import type { RecordJSON } from 'adminjs';
import type { MonitoringRecord } from '../../../services/monitoring/get-monitoring-settings.js';
import type {
  MonitoringService,
  BOUNDS as ServerBounds,
  MASK as ServerMask,
  SeverityRule,
} from '../../../services/monitoring/monitoring-settings.schema.js';
import { readJson } from '../ui/json-param';

export type Operator = SeverityRule['operator'];

/** As they are offered. They are taken from keys because of those the compiler misses none. */
export const OPERATORS = Object.keys({
  '>=': true,
  '>': true,
  '<=': true,
  '<': true,
  '==': true,
  '!=': true,
} satisfies Record<Operator, true>) as Operator[];

/** The least and the most that the server takes: the compiler refuses others. */
export const BOUNDS: typeof ServerBounds = {
  polling_interval: [10, 86_400],
  data_retention_days: [1, 3650],
  event_batch_size: [1, 1000],
};

const MASK: typeof ServerMask = '••••';

/** Whether there is a webhook that nobody can open: of any other, the mask shows the end. */
export const isWebhookUnreadable = ({ alert_slack_webhook }: MonitoringSettings['global_settings']): boolean =>
  alert_slack_webhook === MASK;

export const boundsText = ([least, most]: readonly [number, number]): string => `${least} to ${most}`;

/** What the form changes. */
export type MonitoringSettings = Pick<MonitoringRecord, 'services' | 'global_settings'>;

/** What the API may have set besides, for all services. The form leaves it as it is. */
export const ofAllServices = (record: RecordJSON) => ({
  thresholds: readJson(record, 'thresholds'),
  resource_filters: readJson(record, 'resource_filters'),
});

export function settingsOf(record: RecordJSON): MonitoringSettings {
  const services = readJson(record, 'services');
  return {
    services: Array.isArray(services) ? services : [],
    global_settings: (readJson(record, 'global_settings') ?? {}) as MonitoringSettings['global_settings'],
  };
}

/** The rules, whichever way they are spelled. */
export function rulesOf({ severity_rules: rules }: MonitoringService): SeverityRule[] {
  return (Array.isArray(rules) ? rules : rules?.conditions) ?? [];
}
