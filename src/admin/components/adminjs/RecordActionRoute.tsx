import { Box, Button, MessageBox } from '@adminjs/design-system';
import React, { type ComponentType, useEffect, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { onFailure, type ReadFailure } from './failure';

/** A record's page. AdminJS would say of a record that could not be read that there is no such page. */
export default function RecordActionRoute({ OriginalComponent }: { OriginalComponent: ComponentType }) {
  const { pathname } = useLocation();
  const [failure, setFailure] = useState<ReadFailure>();
  useEffect(() => onFailure(setFailure), []);
  // Pickers read records too, and those of another page are none of this one's business.
  if (!failure || failure.page !== pathname) return <OriginalComponent />;
  return (
    <Box p="xl" role="alert" data-testid="record-failed">
      <MessageBox variant="danger" message="This record could not be read.">
        {failure.message}
      </MessageBox>
      <Button variant="contained" mt="lg" onClick={() => setFailure(undefined)}>
        Try again
      </Button>
    </Box>
  );
}
