import { Box, Button, Icon } from '@adminjs/design-system';
import React from 'react';
import { BAD } from '../ui/palette';
import { DenseTable } from '../ui/styles';
import { newRule, type Problems, type RuleDraft, readable } from './monitoring-draft';
import RuleRow from './RuleRow';

interface Props {
  rules: RuleDraft[];
  problems: Problems;
  /** Where the server puts problems of these rules. */
  path: string;
  onChange: (rules: RuleDraft[]) => void;
}

const HEAD = ['Metric', 'Operator', 'Value', 'Severity', 'Remove'];

/** The rules that set an event's severity: the first that matches does. */
export default function SeverityRules({ rules, problems, path, onChange }: Props) {
  const own = Object.entries(problems).filter(([key]) => key === path || key.startsWith(`${path}.`));
  const isWrong = (index: number, field: string) =>
    own.some(([key]) => key === `${path}.${index}.${field}` || key === `${path}.conditions.${index}.${field}`);
  const change = (key: number, part: Partial<RuleDraft>) =>
    onChange(rules.map((rule) => (rule.key === key ? { ...rule, ...part } : rule)));
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
              {HEAD.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rules.map((rule, index) => (
            <RuleRow
              key={rule.key}
              rule={rule}
              position={index + 1}
              isWrong={(field) => isWrong(index, field)}
              onChange={(part) => change(rule.key, part)}
              onRemove={() => onChange(rules.filter(({ key }) => key !== rule.key))}
            />
          ))}
        </tbody>
      </DenseTable>
      {own.map(([key, problem]) => (
        <Box as="p" key={key} mt="sm" style={{ color: BAD.text, fontSize: 12 }}>
          {readable(key === path ? 'rules' : `rule${key.slice(path.length)}`)}: {problem}
        </Box>
      ))}
      <Button type="button" size="sm" variant="outlined" mt="default" onClick={() => onChange([...rules, newRule()])}>
        <Icon icon="Plus" /> Add a rule
      </Button>
    </>
  );
}
