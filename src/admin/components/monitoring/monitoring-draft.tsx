import type { Details } from '../../../services/core/errors.js';
import type {
  GlobalSettings,
  MonitoringService,
  SeverityRule,
} from '../../../services/monitoring/monitoring-settings.schema.js';
import { type MonitoringSettings, rulesOf } from './monitoring-settings';

/** The settings as a form holds them: what is typed is text until it is sent. */
type Typed<Shape> = { [Name in keyof Shape]: Shape[Name] extends boolean ? boolean : string };

export interface RuleDraft extends Omit<SeverityRule, 'value'> {
  key: number;
  value: string;
}

export interface ServiceDraft extends Typed<Omit<MonitoringService, 'severity_rules'>> {
  key: number;
  rules: RuleDraft[];
  /** Its rules are spelled `{conditions: [...]}`, and go back so. */
  hasConditions: boolean;
}

export type GlobalDraft = Typed<GlobalSettings>;

export interface Draft {
  services: ServiceDraft[];
  global_settings: GlobalDraft;
}

/** Problems by dotted path, as the server names them. */
export type Problems = Details;

let lastKey = 0;
const nextKey = (): number => ++lastKey;

export const newRule = (): RuleDraft => ({ key: nextKey(), metric: '', operator: '>=', value: '', severity: 'high' });

export const newService = (pollingInterval: string): ServiceDraft => ({
  key: nextKey(),
  service_name: '',
  enabled: true,
  polling_interval: pollingInterval,
  thresholds: '{}',
  resource_filters: '{}',
  rules: [],
  hasConditions: false,
});

export const looksNumeric = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));

/** Text that looks like a number, or like quoted text, is quoted, so that it comes back as text. */
const ruleText = (value: number | string): string =>
  typeof value === 'string' && (looksNumeric(value) || /^".*"$/.test(value)) ? `"${value}"` : String(value);

const json = (value: unknown): string => JSON.stringify(value ?? {}, null, 2);

const serviceDraft = (service: MonitoringService): ServiceDraft => ({
  key: nextKey(),
  service_name: service.service_name,
  enabled: service.enabled,
  polling_interval: String(service.polling_interval),
  thresholds: json(service.thresholds),
  resource_filters: json(service.resource_filters),
  rules: rulesOf(service).map((rule) => ({ ...rule, key: nextKey(), value: ruleText(rule.value) })),
  hasConditions: !Array.isArray(service.severity_rules),
});

export const draftOf = ({ services, global_settings: global }: MonitoringSettings): Draft => ({
  services: services.map(serviceDraft),
  global_settings: {
    default_polling_interval: String(global.default_polling_interval ?? ''),
    data_retention_days: String(global.data_retention_days ?? ''),
    event_batch_size: String(global.event_batch_size ?? ''),
    alert_email_enabled: global.alert_email_enabled ?? false,
    alert_email_recipients: (global.alert_email_recipients ?? []).join('\n'),
    alert_slack_enabled: global.alert_slack_enabled ?? false,
    alert_slack_webhook: global.alert_slack_webhook ?? '',
  },
});

/** The first problem at one of the paths, or below them. */
export function problemAt(problems: Problems, ...paths: string[]): string | undefined {
  const found = paths.flatMap((path) =>
    Object.keys(problems).filter((key) => key === path || key.startsWith(`${path}.`)),
  );
  return found[0] === undefined ? undefined : problems[found[0]];
}

/** Where a problem is, for people: they count from one. */
export const readable = (path: string): string =>
  path
    .split('.')
    .filter((part) => part !== 'global_settings' && part !== 'conditions')
    .map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : part.replaceAll('_', ' ')))
    .join(' › ');
