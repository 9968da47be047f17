import { z } from 'zod';
import { SEVERITIES } from '../../entities/event.entity.js';
import { email, nullable, requiredText } from '../core/input/shapes.js';
import { NOT_PUBLIC, webAddress } from '../core/input/web-address.js';

/** The least and the most; the console's form is held to the same by their types. */
export const BOUNDS = {
  polling_interval: [10, 86_400],
  data_retention_days: [1, 3650],
  event_batch_size: [1, 1000],
} as const;

const within = ([least, most]: readonly [number, number]) => z.int().min(least).max(most);

const severityRule = z.strictObject({
  metric: z.string().min(1).max(200).describe('A dotted path into the event’s detail.'),
  operator: z.enum(['>=', '>', '<=', '<', '==', '!=']),
  value: z.union([z.number(), z.string().max(200)]),
  severity: z.enum(SEVERITIES),
});
const severityRules = z.array(severityRule).max(100);

export const thresholds = z.record(z.string().max(200), z.unknown());
export const resourceFilters = z.union([z.record(z.string().max(200), z.unknown()), z.array(z.unknown()).max(1000)]);

const service = z.strictObject({
  service_name: requiredText(100),
  enabled: z.boolean().default(true),
  polling_interval: within(BOUNDS.polling_interval).default(300).describe('Seconds.'),
  thresholds: thresholds.default({}),
  resource_filters: resourceFilters.default({}),
  severity_rules: z
    .union([severityRules, z.strictObject({ conditions: severityRules })])
    .default([])
    .describe('The first rule that matches sets the severity; both spellings mean the same.'),
});

export const globalSettings = z.strictObject({
  default_polling_interval: within(BOUNDS.polling_interval).describe('Seconds.'),
  alert_email_enabled: z.boolean(),
  alert_email_recipients: z.array(email).max(100),
  alert_slack_enabled: z.boolean(),
  alert_slack_webhook: nullable(webAddress).describe('Comes back masked; the mask sent back changes nothing.'),
  data_retention_days: within(BOUNDS.data_retention_days),
  event_batch_size: within(BOUNDS.event_batch_size),
});

export const monitoringServices = z
  .array(service)
  .max(200)
  .superRefine((services, check) => {
    const seen = new Set<string>();
    services.forEach(({ service_name }, index) => {
      const name = service_name.toLowerCase();
      if (seen.has(name)) {
        check.addIssue({ code: 'custom', path: [index, 'service_name'], message: 'is named twice' });
      }
      seen.add(name);
    });
  });

/** The mask of a webhook that is set: enough to recognise it by. */
export const MASK = '••••';

const masked = z.string().regex(new RegExp(`^${MASK}`));

export const updateMonitoringInput = z
  .strictObject({
    services: monitoringServices,
    thresholds: nullable(thresholds).describe('Of all services; null takes them away.'),
    resource_filters: nullable(resourceFilters).describe('Of all services; null takes them away.'),
    global_settings: globalSettings
      .extend({ alert_slack_webhook: z.union([masked, globalSettings.shape.alert_slack_webhook], NOT_PUBLIC) })
      .partial(),
  })
  .partial();

export type SeverityRule = z.infer<typeof severityRule>;
export type MonitoringService = z.infer<typeof service>;
export type GlobalSettings = z.infer<typeof globalSettings>;

/** The severity rules of each service, in one spelling. */
export type MonitoringRules = { service_name: string; rules: SeverityRule[] }[];
