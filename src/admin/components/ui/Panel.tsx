import { Box } from '@adminjs/design-system';
import React, { type ReactNode, useId } from 'react';
import { Heading } from './styles';

interface Props {
  title: string;
  /** What stands at the other end of the title's line. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A titled part of the dashboard. */
export default function Panel({ title, aside, children }: Props) {
  const id = useId();
  return (
    <Box
      as="section"
      bg="container"
      p="lg"
      border="default"
      borderRadius="6px"
      aria-labelledby={id}
      style={{ overflowX: 'auto' }}
    >
      <Box as="div" flex justifyContent="space-between" alignItems="baseline" mb="default" style={{ gap: 12 }}>
        <Heading id={id}>{title}</Heading>
        {aside}
      </Box>
      {children}
    </Box>
  );
}
