import type { BasePropertyProps } from 'adminjs';
import React, { useState } from 'react';
import PropertyValue from '../ui/PropertyValue';
import { BAD, GOOD, SEVERITY_TONES } from '../ui/palette';
import { DenseTable, LinkButton, Mono } from '../ui/styles';
import { type Change, changesOf } from './audit-changes';

const KINDS = {
  added: { sign: '+', word: 'Added', color: GOOD.text },
  removed: { sign: '−', word: 'Removed', color: BAD.text },
  changed: { sign: '±', word: 'Changed', color: SEVERITY_TONES.low.text },
  same: { sign: '=', word: 'Unchanged', color: SEVERITY_TONES.unknown.text },
};

const printed = (value: unknown): string => (value === undefined ? '—' : JSON.stringify(value));

/** Texts go without quotes, unless they are what tells the text "20" from the number 20. */
function printedBoth({ before, after }: Change): [string, string] {
  const bare = [before, after].map((value) => (typeof value === 'string' && value !== '' ? value : printed(value)));
  const [old = '', fresh = ''] = bare;
  return old === fresh ? [printed(before), printed(after)] : [old, fresh];
}

function Row({ change }: { change: Change }) {
  const { sign, word, color } = KINDS[change.kind];
  const [before, after] = printedBoth(change);
  return (
    <tr>
      <th scope="row">{change.field}</th>
      <td style={{ color, whiteSpace: 'nowrap' }}>
        <span aria-hidden="true">{sign}</span> {word}
      </td>
      <td>
        <Mono style={{ whiteSpace: 'pre-wrap' }}>{before}</Mono>
      </td>
      <td>
        <Mono style={{ whiteSpace: 'pre-wrap' }}>{after}</Mono>
      </td>
    </tr>
  );
}

/** What an audit entry changed, field by field. */
export default function AuditDiff(props: BasePropertyProps) {
  const [showsAll, setShowsAll] = useState(false);
  const changes = changesOf(props.record);
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
