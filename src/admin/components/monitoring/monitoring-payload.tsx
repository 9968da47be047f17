import type { MonitoringService } from '../../../services/monitoring/monitoring-settings.schema.js';
import { type Draft, looksNumeric, type Problems, type ServiceDraft } from './monitoring-draft';
import type { MonitoringSettings } from './monitoring-settings';

type AnyJson = Record<'thresholds' | 'resource_filters', unknown>;

/** What the form sends. Of the JSON that people type, the server says whether it has the right shape. */
interface SentSettings extends Omit<MonitoringSettings, 'services'> {
  services: (Omit<MonitoringService, keyof AnyJson> & AnyJson)[];
}

/** What a draft says, and what in it cannot be sent. */
export function settingsFrom({ services, global_settings: global }: Draft): {
  settings: SentSettings;
  problems: Problems;
} {
  const problems: Problems = {};
  const wholeNumber = (text: string, path: string): number => {
    const number = Number(text);
    if (text.trim() === '' || !Number.isSafeInteger(number)) problems[path] = 'must be a whole number';
    return number;
  };
  const parsed = (text: string, path: string): unknown => {
    try {
      return JSON.parse(text.trim() === '' ? '{}' : text);
    } catch (error) {
      problems[path] = `is not valid JSON: ${error instanceof Error ? error.message : String(error)}`;
      return undefined;
    }
  };
  const serviceFrom = (service: ServiceDraft, index: number): SentSettings['services'][number] => {
    const path = `services.${index}`;
    const rules = service.rules.map(({ key: _key, value, ...rule }) => ({ ...rule, value: ruleValue(value) }));
    return {
      service_name: service.service_name,
      enabled: service.enabled,
      polling_interval: wholeNumber(service.polling_interval, `${path}.polling_interval`),
      thresholds: parsed(service.thresholds, `${path}.thresholds`),
      resource_filters: parsed(service.resource_filters, `${path}.resource_filters`),
      severity_rules: service.hasConditions ? { conditions: rules } : rules,
    };
  };
  const globalNumber = (name: 'default_polling_interval' | 'data_retention_days' | 'event_batch_size') =>
    wholeNumber(global[name], `global_settings.${name}`);
  const settings = {
    services: services.map(serviceFrom),
    global_settings: {
      default_polling_interval: globalNumber('default_polling_interval'),
      data_retention_days: globalNumber('data_retention_days'),
      event_batch_size: globalNumber('event_batch_size'),
      alert_email_enabled: global.alert_email_enabled,
      alert_email_recipients: global.alert_email_recipients.split(/[\s,;]+/).filter((address) => address !== ''),
      alert_slack_enabled: global.alert_slack_enabled,
      alert_slack_webhook: global.alert_slack_webhook.trim() || null,
    },
  };
  return { settings, problems };
}

function ruleValue(text: string): number | string {
  if (looksNumeric(text)) return Number(text);
  return /^".*"$/.test(text) ? text.slice(1, -1) : text;
}
