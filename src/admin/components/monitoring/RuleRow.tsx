import { Button, Icon, Input } from '@adminjs/design-system';
import React, { type ChangeEvent } from 'react';
import type { Severity } from '../../../entities/event.entity.js';
import { BAD, SEVERITIES } from '../ui/palette';
import { NativeSelect } from '../ui/styles';
import type { RuleDraft } from './monitoring-draft';
import { OPERATORS, type Operator } from './monitoring-settings';

interface Props {
  rule: RuleDraft;
  /** From one. */
  position: number;
  isWrong: (field: keyof RuleDraft) => boolean;
  onChange: (change: Partial<RuleDraft>) => void;
  onRemove: () => void;
}

type ChangeOf = ChangeEvent<HTMLInputElement | HTMLSelectElement>;

/** One severity rule as a row of inputs; the table's head says what is what, and so do their labels. */
export default function RuleRow({ rule, position, isWrong, onChange, onRemove }: Props) {
  const input = (field: Exclude<keyof RuleDraft, 'key'>, name: string) => ({
    'aria-label': `${name} of rule ${position}`,
    'aria-invalid': isWrong(field),
    style: isWrong(field) ? { borderColor: BAD.solid } : undefined,
    value: rule[field],
  });
  return (
    <tr>
      <td>
        <Input
          width={1}
          {...input('metric', 'Metric')}
          onChange={({ target }: ChangeOf) => onChange({ metric: target.value })}
        />
      </td>
      <td>
        <NativeSelect
          {...input('operator', 'Operator')}
          onChange={({ target }: ChangeOf) => onChange({ operator: target.value as Operator })}
        >
          {OPERATORS.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </NativeSelect>
      </td>
      <td>
        <Input
          width={1}
          {...input('value', 'Value')}
          onChange={({ target }: ChangeOf) => onChange({ value: target.value })}
        />
      </td>
      <td>
        <NativeSelect
          {...input('severity', 'Severity')}
          onChange={({ target }: ChangeOf) => onChange({ severity: target.value as Severity })}
        >
          {SEVERITIES.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </NativeSelect>
      </td>
      <td>
        <Button
          type="button"
          size="icon"
          variant="text"
          color="danger"
          aria-label={`Remove rule ${position}`}
          onClick={onRemove}
        >
          <Icon icon="Trash2" />
        </Button>
      </td>
    </tr>
  );
}
