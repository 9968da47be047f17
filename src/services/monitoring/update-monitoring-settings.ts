import { MonitoringSettings } from '../../entities/monitoring-settings.entity.js';
import type { Caller } from '../core/access/actor.js';
import { seal } from '../core/seal.js';
import { perform } from '../core/write/perform.js';
import type { Deps } from '../deps.js';
import { getMonitoringSettings, type MonitoringRecord, WEBHOOK_SEAL } from './get-monitoring-settings.js';
import { MASK, updateMonitoringInput } from './monitoring-settings.schema.js';

/**
 * Changes what is named and keeps the rest; a list of services replaces the whole list.
 * @throws {AppError} FORBIDDEN, VALIDATION_FAILED, PRECONDITION_FAILED
 */
export async function updateMonitoringSettings(
  deps: Deps,
  caller: Caller,
  input: unknown,
  ifVersion?: number,
): Promise<MonitoringRecord> {
  await perform(deps, caller, {
    permission: 'monitoring:write',
    action: 'monitoring.update',
    entity: 'monitoring_settings',
    schema: updateMonitoringInput,
    input,
    ifVersion,
    load: (ctx) => ctx.manager.findOneOrFail(MonitoringSettings, { where: {}, lock: { mode: 'pessimistic_write' } }),
    work: async (ctx, { services, global_settings = {} }, settings) => {
      const before = { ...settings };
      const { alert_slack_webhook: webhook, ...changes } = global_settings;
      if (services) settings.services = services;
      settings.global_settings = { ...settings.global_settings, ...changes };
      if (webhook !== undefined && !webhook?.startsWith(MASK)) {
        settings.alert_slack_webhook_sealed = webhook && seal(deps.config.SECRETS_KEY, WEBHOOK_SEAL, webhook);
      }
      settings.updated_at = ctx.now;
      settings.updated_by = ctx.actor.type === 'user' ? ctx.actor.id : null;
      await ctx.manager.save(MonitoringSettings, settings);
      ctx.audit({ entity_id: settings.id, before, after: settings });
    },
  });
  deps.cache.drop('severity-rules');
  return getMonitoringSettings(deps, caller);
}
