import { Box, ValueGroup } from '@adminjs/design-system';
import { type BasePropertyProps, useTranslation } from 'adminjs';
import React, { type ReactNode } from 'react';

type Props = Pick<BasePropertyProps, 'property' | 'where'> & { children: ReactNode };

/** A value where AdminJS puts it: bare in a list, under its label on a record's page. */
export default function PropertyValue({ property, where, children }: Props) {
  const { translateProperty } = useTranslation();
  if (where === 'list') return <>{children}</>;
  return (
    <ValueGroup label={translateProperty(property.label, property.resourceId)}>
      {/* No Text: it restyles whatever stands inside, down to the padding of badges. */}
      <Box as="div" color="text">
        {children}
      </Box>
    </ValueGroup>
  );
}
