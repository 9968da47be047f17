import { Box, Input, TextArea } from '@adminjs/design-system';
import React, { type ChangeEvent } from 'react';
import Field, { CheckField } from '../ui/Field';
import { Heading } from '../ui/styles';
import { type GlobalDraft, type Problems, problemAt } from './monitoring-draft';
import { BOUNDS, boundsText } from './monitoring-settings';

interface Props {
  value: GlobalDraft;
  problems: Problems;
  onChange: (change: Partial<GlobalDraft>) => void;
}

const NUMBERS = [
  {
    name: 'default_polling_interval',
    label: 'Default polling interval (seconds)',
    note: ' For services that name none.',
    bounds: BOUNDS.polling_interval,
  },
  {
    name: 'data_retention_days',
    label: 'Keep events for (days)',
    note: ' Older events are deleted for good.',
    bounds: BOUNDS.data_retention_days,
  },
  { name: 'event_batch_size', label: 'Events in a batch', note: '', bounds: BOUNDS.event_batch_size },
] as const;

const WEBHOOK_HINT =
  'What is stored is shown masked (••••). Leave the mask to keep it, paste a new https address to replace it, ' +
  'or empty the field to remove it.';

type ChangeOf = ChangeEvent<HTMLInputElement | HTMLTextAreaElement>;

/** What holds for all services: intervals, retention and who is told. */
export default function GlobalSettingsFields({ value, problems, onChange }: Props) {
  const problem = (name: keyof GlobalDraft) => problemAt(problems, `global_settings.${name}`);
  return (
    <Box as="fieldset" mb="xl">
      <Heading as="legend" style={{ marginBottom: 16 }}>
        Global settings
      </Heading>
      <Box display="grid" style={{ gap: 16, gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))' }}>
        {NUMBERS.map(({ name, label, note, bounds }) => (
          <Field key={name} label={label} hint={`${boundsText(bounds)}.${note}`} error={problem(name)}>
            {(input) => (
              <Input
                {...input}
                type="number"
                min={bounds[0]}
                max={bounds[1]}
                step={1}
                value={value[name]}
                onChange={(event: ChangeOf) => onChange({ [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </Box>
      <CheckField
        label="Send alerts by email"
        checked={value.alert_email_enabled}
        onChange={(alert_email_enabled) => onChange({ alert_email_enabled })}
      />
      <Field label="Email recipients" hint="One address a line." error={problem('alert_email_recipients')}>
        {(input) => (
          <TextArea
            {...input}
            width={1}
            rows={3}
            value={value.alert_email_recipients}
            onChange={(event: ChangeOf) => onChange({ alert_email_recipients: event.target.value })}
          />
        )}
      </Field>
      <CheckField
        label="Send alerts to Slack"
        checked={value.alert_slack_enabled}
        onChange={(alert_slack_enabled) => onChange({ alert_slack_enabled })}
      />
      <Field label="Slack webhook" hint={WEBHOOK_HINT} error={problem('alert_slack_webhook')}>
        {(input) => (
          <Input
            {...input}
            autoComplete="off"
            spellCheck={false}
            value={value.alert_slack_webhook}
            onChange={(event: ChangeOf) => onChange({ alert_slack_webhook: event.target.value })}
          />
        )}
      </Field>
    </Box>
  );
}
