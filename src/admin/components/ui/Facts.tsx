import { styled } from '@adminjs/design-system/styled-components';
import React, { type ReactNode } from 'react';

const List = styled.dl`
  display: grid;
  grid-template-columns: minmax(120px, max-content) 1fr;
  gap: 6px 16px;
  font-size: 13px;
  line-height: 18px;
  dt { color: #454655; }
  dd { overflow-wrap: anywhere; }
`;

/** Names and what they stand for, side by side. What is empty gets a dash. */
export default function Facts({ facts }: { facts: Record<string, ReactNode> }) {
  return (
    <List>
      {Object.entries(facts).map(([name, value]) => (
        <React.Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value === null || value === undefined || value === '' ? '—' : value}</dd>
        </React.Fragment>
      ))}
    </List>
  );
}
