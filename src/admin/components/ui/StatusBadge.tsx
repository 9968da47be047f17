import { styled } from '@adminjs/design-system/styled-components';
import React from 'react';
import { type Tone, toneOf, wordOf } from './palette';

const Pill = styled.span`
  display: inline-block;
  padding: 1px 8px;
  border: 1px solid ${({ tone }: { tone: Tone }) => tone.border};
  border-radius: 10px;
  background: ${({ tone }: { tone: Tone }) => tone.background};
  color: ${({ tone }: { tone: Tone }) => tone.text};
  font-size: 12px;
  font-weight: 700;
  line-height: 16px;
  white-space: nowrap;
`;

/** A severity, priority, status or outcome: the word says it, the colour only helps to find it. */
export default function StatusBadge({ value }: { value: string }) {
  return <Pill tone={toneOf(value)}>{wordOf(value)}</Pill>;
}
