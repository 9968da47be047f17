import { Box, Button, Icon, Input, TextArea } from '@adminjs/design-system';
import React, { type ChangeEvent } from 'react';
import Field, { CheckField } from '../ui/Field';
import { Details } from '../ui/styles';
import { type Problems, problemAt, type ServiceDraft } from './monitoring-draft';
import { BOUNDS, boundsText } from './monitoring-settings';
import SeverityRules from './SeverityRules';

interface Props {
  service: ServiceDraft;
  index: number;
  problems: Problems;
  onChange: (change: Partial<ServiceDraft>) => void;
  onRemove: () => void;
}

type ChangeOf = ChangeEvent<HTMLInputElement | HTMLTextAreaElement>;

const ADVANCED = [
  ['thresholds', 'Thresholds (JSON)', 'An object, like {"errors": 5}.'],
  ['resource_filters', 'Resource filters (JSON)', 'An object or a list.'],
] as const;

/** One monitored service of the form. */
export default function ServiceCard({ service, index, problems, onChange, onRemove }: Props) {
  const path = `services.${index}`;
  const name = service.service_name || `service ${index + 1}`;
  const hasAdvancedProblem = ADVANCED.some(([field]) => problemAt(problems, `${path}.${field}`));
  return (
    <Box
      as="fieldset"
      mb="lg"
      p="lg"
      border="default"
      borderRadius="4px"
      aria-label={`Service ${name}`}
      data-testid="monitoring-service"
    >
      <Box
        display="grid"
        style={{ gap: 16, gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 1fr) auto auto', alignItems: 'start' }}
      >
        <Field label="Service name" error={problemAt(problems, `${path}.service_name`)}>
          {(input) => (
            <Input
              {...input}
              maxLength={100}
              autoFocus={service.service_name === ''}
              value={service.service_name}
              onChange={(event: ChangeOf) => onChange({ service_name: event.target.value })}
            />
          )}
        </Field>
        <Field
          label="Polling interval (seconds)"
          hint={boundsText(BOUNDS.polling_interval)}
          error={problemAt(problems, `${path}.polling_interval`)}
        >
          {(input) => (
            <Input
              {...input}
              type="number"
              min={BOUNDS.polling_interval[0]}
              max={BOUNDS.polling_interval[1]}
              step={1}
              value={service.polling_interval}
              onChange={(event: ChangeOf) => onChange({ polling_interval: event.target.value })}
            />
          )}
        </Field>
        <Box as="div" pt="xl">
          <CheckField label="Enabled" checked={service.enabled} onChange={(enabled) => onChange({ enabled })} />
        </Box>
        <Button
          type="button"
          mt="xl"
          size="sm"
          variant="text"
          color="danger"
          aria-label={`Remove ${name}`}
          onClick={onRemove}
        >
          <Icon icon="Trash2" /> Remove
        </Button>
      </Box>
      <SeverityRules
        rules={service.rules}
        problems={problems}
        path={`${path}.severity_rules`}
        onChange={(rules) => onChange({ rules })}
      />
      <Details {...(hasAdvancedProblem && { open: true })}>
        <summary>Advanced</summary>
        {ADVANCED.map(([field, label, hint]) => (
          <Field key={field} label={label} hint={hint} error={problemAt(problems, `${path}.${field}`)}>
            {(input) => (
              <TextArea
                {...input}
                width={1}
                rows={5}
                spellCheck={false}
                style={{ fontFamily: 'monospace' }}
                value={service[field]}
                onChange={(event: ChangeOf) => onChange({ [field]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </Details>
    </Box>
  );
}
