import { Button, Icon, Input } from '@adminjs/design-system';
import React, { type ChangeEvent } from 'react';
import { newRule, type Problems, problemAt, type RuleDraft } from './monitoring-draft';
import { OPERATORS, type Operator } from './monitoring-settings';
import { BAD, SEVERITIES, type Severity } from './palette';
import { DenseTable, Muted, NativeSelect } from './styles';

interface Props {
  rules: RuleDraft[];
  problems: Problems;
  /** Where the server puts problems of these rules. */
  path: string;
  onChange: (rules: RuleDraft[]) => void;
}

type ChangeOf = ChangeEvent<HTMLInputElement | HTMLSelectElement>;

/** The rules that set an event's severity: the first that matches does. */
export default function SeverityRules({ rules, problems, path, onChange }: Props) {
  const change = (key: number, part: Partial<RuleDraft>) =>
    onChange(rules.map((rule) => (rule.key === key ? { ...rule, ...part } : rule)));
  const problem = problemAt(problems, path);
  const problemOf = (index: number) => problemAt(problems, `${path}.${index}`, `${path}.conditions.${index}`);
  return (
    <>
      <DenseTable>
        <caption>
          Severity rules. The first rule that matches sets the severity. A metric is a dotted path into the event’s
          detail. A value is a number, or text; put text that looks like a number into "quotes".
        </caption>
        {rules.length > 0 && (
          <thead>
            <tr>
              <th scope="col">Metric</th>
              <th scope="col">Operator</th>
              <th scope="col">Value</th>
              <th scope="col">Severity</th>
              <th scope="col">Remove</th>
            </tr>
          </thead>
        )}
        <tbody>
          {rules.map(({ key, metric, operator, value, severity }, index) => {
            const label = (name: string) => ({
              'aria-label': `${name} of rule ${index + 1}`,
              'aria-invalid': !!problemOf(index),
            });
            return (
              <tr key={key}>
                <td>
                  <Input
                    width={1}
                    {...label('Metric')}
                    value={metric}
                    onChange={(e: ChangeOf) => change(key, { metric: e.target.value })}
                  />
                </td>
                <td>
                  <NativeSelect
                    {...label('Operator')}
                    value={operator}
                    onChange={(e: ChangeOf) => change(key, { operator: e.target.value as Operator })}
                  >
                    {OPERATORS.map((name) => (
                      <option key={name}>{name}</option>
                    ))}
                  </NativeSelect>
                </td>
                <td>
                  <Input
                    width={1}
                    {...label('Value')}
                    value={value}
                    onChange={(e: ChangeOf) => change(key, { value: e.target.value })}
                  />
                </td>
                <td>
                  <NativeSelect
                    {...label('Severity')}
                    value={severity}
                    onChange={(e: ChangeOf) => change(key, { severity: e.target.value as Severity })}
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
                    aria-label={`Remove rule ${index + 1}`}
                    onClick={() => onChange(rules.filter((rule) => rule.key !== key))}
                  >
                    <Icon icon="Trash2" />
                  </Button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </DenseTable>
      {problem && <Muted style={{ color: BAD.text, display: 'block', margin: '4px 0' }}>{problem}</Muted>}
      <Button type="button" size="sm" variant="outlined" mt="default" onClick={() => onChange([...rules, newRule()])}>
        <Icon icon="Plus" /> Add a rule
      </Button>
    </>
  );
}
