import { Box } from '@adminjs/design-system';
import type { BasePropertyProps } from 'adminjs';
import React, { useId, useState } from 'react';
import CopyButton from './CopyButton';
import { isEmptyJson, prettyPrint, readJson } from './json-param';
import PropertyValue from './PropertyValue';
import { LinkButton, Preformatted } from './styles';

/** Lines past which a text is folded, and how many of them stay in sight. */
const LONG = 24;
const FOLDED = 14;

/** A nested value, printed as text: whatever it holds, it is never taken for markup. */
export default function JsonValue(props: BasePropertyProps) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const value = readJson(props.record, props.property.path);
  if (isEmptyJson(value)) return <PropertyValue {...props}>—</PropertyValue>;
  const text = prettyPrint(value);
  const lines = text.split('\n');
  const isLong = lines.length > LONG;
  const shown = isLong && !isOpen ? `${lines.slice(0, FOLDED).join('\n')}\n…` : text;
  return (
    <PropertyValue {...props}>
      <Preformatted id={id}>{shown}</Preformatted>
      <Box flex alignItems="center" mt="default" style={{ gap: 12 }}>
        <CopyButton text={text} what={props.property.name} />
        {isLong && (
          <LinkButton type="button" aria-expanded={isOpen} aria-controls={id} onClick={() => setIsOpen(!isOpen)}>
            {isOpen ? 'Show less' : `Show all ${lines.length} lines`}
          </LinkButton>
        )}
      </Box>
    </PropertyValue>
  );
}
