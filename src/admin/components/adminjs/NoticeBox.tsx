import { Box } from '@adminjs/design-system';
import React, { type ComponentType } from 'react';

/** The messages at the top, read out too: AdminJS only shows them, for a few seconds. */
export default function NoticeBox({ OriginalComponent }: { OriginalComponent: ComponentType }) {
  return (
    <Box as="div" role="status" aria-live="polite">
      <OriginalComponent />
    </Box>
  );
}
