import { z } from 'zod';
import { toUnix } from '../services/core/input/shapes.js';
import type { MonitoringRecord } from '../services/monitoring/get-monitoring-settings.js';
import {
  globalSettings,
  monitoringServices,
  resourceFilters,
  thresholds,
} from '../services/monitoring/monitoring-settings.schema.js';
import { Versioned } from './route.js';
import { unixTime, uuid } from './shapes.js';

export const monitoringSchema = z
  .object({
    services: monitoringServices,
    thresholds: thresholds.optional().describe('Of all services, where some are set.'),
    resource_filters: resourceFilters.optional().describe('Of all services, where some are set.'),
    global_settings: globalSettings.extend({
      alert_slack_webhook: z
        .string()
        .nullable()
        .describe('Masked; `••••` alone: what is stored cannot be opened, so give it again.'),
    }),
    updated_at: unixTime,
    updated_by: uuid.nullable(),
    version: z.int(),
  })
  .meta({ id: 'MonitoringSettings' });

const monitoringView = (settings: MonitoringRecord): z.infer<typeof monitoringSchema> => ({
  services: settings.services,
  ...(settings.thresholds !== null && { thresholds: settings.thresholds }),
  ...(settings.resource_filters !== null && { resource_filters: settings.resource_filters }),
  global_settings: settings.global_settings,
  updated_at: toUnix(settings.updated_at),
  updated_by: settings.updated_by,
  version: settings.version,
});

export const versionedMonitoring = (settings: MonitoringRecord) =>
  new Versioned(monitoringView(settings), settings.version);
