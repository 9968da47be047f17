import { styled } from '@adminjs/design-system/styled-components';
import React, { type ComponentType } from 'react';

/** AdminJS breaks words anywhere, so that a title takes ten lines beside an account id in two pieces. */
const Dense = styled.div`
  td { padding: 8px 10px; font-size: 13px; line-height: 18px; word-break: normal; overflow-wrap: break-word; }
  td:is([data-property-name='title'], [data-property-name$='email']) { overflow-wrap: anywhere; min-width: 150px; }
  td[data-property-name='title'] { min-width: 260px; }
  td[data-property-name='error'] { min-width: 180px; }
  td:is([data-property-name='account'], [data-property-name='region']) { white-space: nowrap; }
`;

interface Props {
  OriginalComponent: ComponentType<Record<string, unknown>>;
}

/** A list's records, closer together than AdminJS has them: more of them fit on the screen. */
export default function RecordsTable({ OriginalComponent, ...props }: Props) {
  return (
    <Dense>
      <OriginalComponent {...props} />
    </Dense>
  );
}
