import type { MonitoringSettings } from '../../entities/monitoring-settings.entity.js';
import { guarded } from '../core/access/guarded.js';
import type { Core } from '../core/core.js';
import { MINUTE } from '../core/durations.js';
import { type On, rows } from '../core/read/sql.js';
import { type SealedColumn, unseal } from '../core/seal.js';
import {
  type GlobalSettings,
  MASK,
  type MonitoringRules,
  type MonitoringService,
} from './monitoring-settings.schema.js';

/** The settings as they are read; the webhook is masked. */
export interface MonitoringRecord {
  id: string;
  services: MonitoringService[];
  /** Of all services; null where nobody has set any. */
  thresholds: Record<string, unknown> | null;
  resource_filters: Record<string, unknown> | unknown[] | null;
  global_settings: GlobalSettings;
  updated_at: Date;
  updated_by: string | null;
  version: number;
}

type Row = MonitoringRecord & Pick<MonitoringSettings, 'alert_slack_webhook_sealed'>;

/** The one row's id. */
export const SETTINGS_ID = '00000000-0000-7000-8000-000000000001';

/** Where the webhook is sealed. There is but one row, so its seal names none. */
export const SLACK_WEBHOOK: SealedColumn = {
  table: 'monitoring_settings',
  column: 'alert_slack_webhook_sealed',
  entity: 'monitoring_settings',
  title: "'Slack webhook'",
  purposeOf: () => 'monitoring_settings.alert_slack_webhook',
};

/** Milliseconds that the rules are kept; a change drops them. */
const RULES_CACHE_MS = MINUTE;

export const getMonitoringSettings = guarded({
  permission: 'monitoring:read',
  action: 'monitoring.read',
  entity: 'monitoring_settings',
  work: (core) => readMonitoringSettings(core, core),
});

/** The settings as they are read. */
export async function readMonitoringSettings({ config }: Core, on: On): Promise<MonitoringRecord> {
  const { alert_slack_webhook_sealed: sealed, ...settings } = await readRow(on);
  const webhook = sealed && maskOf(unseal(config, SLACK_WEBHOOK.purposeOf(settings.id), sealed));
  return { ...settings, global_settings: { ...settings.global_settings, alert_slack_webhook: webhook } };
}

/** The rules that set severities, for ingest. */
export function severityRules(core: Core): Promise<MonitoringRules> {
  return core.cache.get('severity-rules', '', RULES_CACHE_MS, async () => {
    const { services } = await readRow(core);
    return services.map(({ service_name, severity_rules: rules }) => ({
      service_name,
      rules: Array.isArray(rules) ? rules : rules.conditions,
    }));
  });
}

async function readRow(on: On): Promise<Row> {
  const [row] = await rows<Row>(on, 'SELECT * FROM monitoring_settings LIMIT 1');
  return row as Row;
}

/** The mask alone says that there is a webhook, but none that can be opened. */
const maskOf = (webhook: string | null): string => (webhook === null ? MASK : `${MASK}${webhook.slice(-4)}`);
