import type { RecordJSON } from 'adminjs';
import { readJson } from '../ui/json-param';
import type { Severity } from '../ui/palette';

export const OPERATORS = ['>=', '>', '<=', '<', '==', '!='] as const;
export type Operator = (typeof OPERATORS)[number];

export interface SeverityRule {
  metric: string;
  operator: Operator;
  value: number | string;
  severity: Severity;
}

export interface MonitoringService {
  service_name: string;
  enabled: boolean;
  polling_interval: number;
  thresholds: unknown;
  resource_filters: unknown;
  /** Both spellings are in use. */
  severity_rules: SeverityRule[] | { conditions: SeverityRule[] };
}

export interface GlobalSettings {
  default_polling_interval: number;
  data_retention_days: number;
  event_batch_size: number;
  alert_email_enabled: boolean;
  alert_email_recipients: string[];
  alert_slack_enabled: boolean;
  /** Masked when it comes from the server. */
  alert_slack_webhook: string | null;
}

/** What the form changes. */
export interface MonitoringSettings {
  services: MonitoringService[];
  global_settings: GlobalSettings;
}

/** What the API may have set besides, for all services. The form leaves it as it is. */
export const ofAllServices = (record: RecordJSON) => ({
  thresholds: readJson(record, 'thresholds'),
  resource_filters: readJson(record, 'resource_filters'),
});

export function settingsOf(record: RecordJSON): MonitoringSettings {
  const services = readJson(record, 'services');
  return {
    services: Array.isArray(services) ? services : [],
    global_settings: (readJson(record, 'global_settings') ?? {}) as GlobalSettings,
  };
}

/** The rules, whichever way they are spelled. */
export function rulesOf({ severity_rules: rules }: MonitoringService): SeverityRule[] {
  return (Array.isArray(rules) ? rules : rules?.conditions) ?? [];
}
