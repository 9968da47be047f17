import { Box, Button, MessageBox, Text } from '@adminjs/design-system';
import React, { useEffect, useRef } from 'react';
import CopyButton from './CopyButton';
import { Heading, Preformatted } from './styles';

export interface Secret {
  label: string;
  value: string;
  note: string;
}

export function isSecret(value: unknown): value is Secret {
  return typeof value === 'object' && value !== null && typeof (value as Secret).value === 'string';
}

interface Props {
  secret: Secret;
  doneLabel: string;
  onDone: () => void;
}

/** A secret that is shown this once, and what to do with it. */
export default function SecretPanel({ secret, doneLabel, onDone }: Props) {
  const panel = useRef<HTMLElement>(null);
  // It takes the place of a form, where the focus was: without this, screen readers would not hear of it.
  useEffect(() => panel.current?.focus(), []);
  return (
    <Box ref={panel} tabIndex={-1} aria-label={secret.label} style={{ outline: 'none' }} data-testid="secret-panel">
      <Heading>{secret.label}</Heading>
      <MessageBox my="lg" variant="warning" message="This is shown only now. Copy it before you leave this page." />
      <Preformatted as="div" data-testid="secret-value" tabIndex={0} style={{ userSelect: 'all' }}>
        {secret.value}
      </Preformatted>
      <Box mt="default">
        <CopyButton text={secret.value} what={secret.label} />
      </Box>
      <Text my="lg">{secret.note}</Text>
      <Button type="button" variant="contained" onClick={onDone} data-testid="secret-done">
        {doneLabel}
      </Button>
    </Box>
  );
}
