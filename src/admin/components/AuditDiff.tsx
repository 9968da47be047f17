import type { BasePropertyProps } from 'adminjs';
import React, { useState } from 'react';
import { type Change, changesOf } from './audit-changes';
import PropertyValue from './PropertyValue';
import { BAD, GOOD, SEVERITY_TONES } from './palette';
import { DenseTable, LinkButton, Mono } from './styles';

const KINDS = {
  added: { sign: '+', word: 'Added', color: GOOD.text },
  removed: { sign: '−', word: 'Removed', color: BAD.text },
  changed: { sign: '±', word: 'Changed', color: SEVERITY_TONES.low.text },
  same: { sign: '=', word: 'Unchanged', color: SEVERITY_TONES.unknown.text },
};

function printed(value: unknown): string {
  if (value === undefined) return '—';
  return typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
}

function Row({ change: { field, kind, before, after } }: { change: Change }) {
  const { sign, word, color } = KINDS[kind];
  return (
    <tr>
      <th scope="row">{field}</th>
      <td style={{ color, whiteSpace: 'nowrap' }}>
        <span aria-hidden="true">{sign}</span> {word}
      </td>
      <td>
        <Mono style={{ whiteSpace: 'pre-wrap' }}>{printed(before)}</Mono>
      </td>
      <td>
        <Mono style={{ whiteSpace: 'pre-wrap' }}>{printed(after)}</Mono>
      </td>
    </tr>
  );
}

/** What an audit entry changed, field by field. */
export default function AuditDiff(props: BasePropertyProps) {
  const [showsAll, setShowsAll] = useState(false);
  const changes = changesOf(props.record?.params ?? {});
  const differences = changes.filter(({ kind }) => kind !== 'same');
  const sameCount = changes.length - differences.length;
  const shown = showsAll ? changes : differences;
  return (
    <PropertyValue {...props}>
      {differences.length === 0 && <p>This entry records no change of a field.</p>}
      {shown.length > 0 && (
        <DenseTable data-testid="audit-diff">
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">What</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((change) => (
              <Row key={change.field} change={change} />
            ))}
          </tbody>
        </DenseTable>
      )}
      {sameCount > 0 && (
        <LinkButton type="button" aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? 'Hide unchanged fields' : `Show ${sameCount} unchanged field${sameCount === 1 ? '' : 's'}`}
        </LinkButton>
      )}
    </PropertyValue>
  );
}
