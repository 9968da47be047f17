import { MonitoringSettings } from '../../entities/monitoring-settings.entity.js';
import { seal } from '../core/seal.js';
import { operation } from '../core/write/operation.js';
import { lock, update } from '../core/write/records.js';
import { readMonitoringSettings, SETTINGS_ID, SLACK_WEBHOOK } from './get-monitoring-settings.js';
import { MASK, updateMonitoringInput } from './monitoring-settings.schema.js';

/**
 * Changes what is named and keeps the rest; a list of services replaces the whole list.
 * @throws {AppError} FORBIDDEN, VALIDATION_FAILED, PRECONDITION_FAILED
 */
export const updateMonitoringSettings = operation({
  permission: 'monitoring:write',
  action: 'monitoring.update',
  entity: 'monitoring_settings',
  input: updateMonitoringInput,
  load: (ctx) => lock(ctx, MonitoringSettings, SETTINGS_ID, { also: ['alert_slack_webhook_sealed'] }),
  work: async (ctx, { input: { services, thresholds, resource_filters, global_settings = {} }, record: settings }) => {
    const { alert_slack_webhook: webhook, ...globals } = global_settings;
    const changes: Partial<MonitoringSettings> = {
      global_settings: { ...settings.global_settings, ...globals },
      updated_by: ctx.actor.type === 'user' ? ctx.actor.id : null,
    };
    if (services) changes.services = services;
    if (thresholds !== undefined) changes.thresholds = thresholds;
    if (resource_filters !== undefined) changes.resource_filters = resource_filters;
    if (webhook !== undefined && !webhook?.startsWith(MASK)) {
      changes.alert_slack_webhook_sealed =
        webhook && seal(ctx.core.config, SLACK_WEBHOOK.purposeOf(settings.id), webhook);
    }
    await update(ctx, MonitoringSettings, settings, changes);
    ctx.drop('severity-rules');
    return readMonitoringSettings(ctx.core, ctx);
  },
});
