import { Box, DrawerContent, Text } from '@adminjs/design-system';
import type { ActionProps } from 'adminjs';
import React from 'react';
import type { MonitoringService } from '../../../services/monitoring/monitoring-settings.schema.js';
import Facts from '../ui/Facts';
import { isEmptyJson, prettyPrint } from '../ui/json-param';
import NotYet from '../ui/NotYet';
import StatusBadge from '../ui/StatusBadge';
import { DenseTable, Heading, Mono, Preformatted } from '../ui/styles';
import Time from '../ui/Time';
import { isWebhookUnreadable, ofAllServices, rulesOf, settingsOf } from './monitoring-settings';
import UnreadableWebhook from './UnreadableWebhook';

const yesOrNo = (value: boolean): string => (value ? 'on' : 'off');
const json = (value: unknown) => (isEmptyJson(value) ? 'none' : <Preformatted>{prettyPrint(value)}</Preformatted>);

function Service({ service }: { service: MonitoringService }) {
  const rules = rulesOf(service);
  return (
    <Box mb="lg" p="lg" border="default" borderRadius="4px" aria-label={`Service ${service.service_name}`}>
      <Heading as="h3" style={{ marginBottom: 8 }}>
        {service.service_name}
      </Heading>
      <Facts
        facts={{
          Monitoring: yesOrNo(service.enabled),
          Polled: `every ${service.polling_interval} seconds`,
          Thresholds: json(service.thresholds),
          'Resource filters': json(service.resource_filters),
          'Severity rules': rules.length === 0 && 'none: severities come from the events themselves',
        }}
      />
      {rules.length > 0 && (
        <DenseTable>
          <caption>The first rule that matches sets the severity.</caption>
          <tbody>
            {rules.map(({ metric, operator, value, severity }) => (
              <tr key={JSON.stringify([metric, operator, value, severity])}>
                <td>
                  <Mono>
                    {metric} {operator} {JSON.stringify(value)}
                  </Mono>
                </td>
                <td>
                  <StatusBadge value={severity} />
                </td>
              </tr>
            ))}
          </tbody>
        </DenseTable>
      )}
    </Box>
  );
}

/** The monitoring settings, to read. */
export default function MonitoringShow({ record }: ActionProps) {
  if (!record) return null;
  const { services, global_settings: global } = settingsOf(record);
  const { updated_at, version } = record.params;
  const { thresholds, resource_filters } = ofAllServices(record);
  const recipients = global.alert_email_recipients ?? [];
  return (
    <DrawerContent data-testid="monitoring-show">
      {isWebhookUnreadable(global) && <UnreadableWebhook />}
      <NotYet />
      <Heading style={{ marginBottom: 16 }}>Global settings</Heading>
      <Facts
        facts={{
          'Default polling': `every ${global.default_polling_interval} seconds`,
          'Events are kept': `${global.data_retention_days} days`,
          'Events in a batch': String(global.event_batch_size),
          'Alerts by email': `${yesOrNo(global.alert_email_enabled)}; ${recipients.join(', ') || 'no recipients'}`,
          'Alerts to Slack': `${yesOrNo(global.alert_slack_enabled)}; ${
            global.alert_slack_webhook ? `webhook ${global.alert_slack_webhook}` : 'no webhook'
          }`,
          'Thresholds of all services': json(thresholds),
          'Resource filters of all services': json(resource_filters),
          'Last changed': updated_at && <Time value={String(updated_at)} precise />,
          Version: String(version),
        }}
      />
      <Heading style={{ margin: '24px 0 16px' }}>Services ({services.length})</Heading>
      {services.length === 0 && <Text>No service is monitored yet. Edit the settings to add one.</Text>}
      {services.map((service) => (
        <Service key={service.service_name} service={service} />
      ))}
    </DrawerContent>
  );
}
