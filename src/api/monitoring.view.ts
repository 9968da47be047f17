import { z } from 'zod';
import { toUnix } from '../services/core/input/shapes.js';
import type { MonitoringRecord } from '../services/monitoring/get-monitoring-settings.js';
import { globalSettings, monitoringServices } from '../services/monitoring/monitoring-settings.schema.js';
import { Versioned } from './route.js';
import { unixTime, uuid } from './shapes.js';

export const monitoringSchema = z
  .object({
    services: monitoringServices,
    global_settings: globalSettings.extend({ alert_slack_webhook: z.string().nullable().describe('Masked.') }),
    updated_at: unixTime,
    updated_by: uuid.nullable(),
    version: z.int(),
  })
  .meta({ id: 'MonitoringSettings' });

const monitoringView = (settings: MonitoringRecord): z.infer<typeof monitoringSchema> => ({
  services: settings.services,
  global_settings: settings.global_settings,
  updated_at: toUnix(settings.updated_at),
  updated_by: settings.updated_by,
  version: settings.version,
});

export const versionedMonitoring = (settings: MonitoringRecord) =>
  new Versioned(monitoringView(settings), settings.version);
