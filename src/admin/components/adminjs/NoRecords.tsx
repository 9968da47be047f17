import { Box, Button, InfoBox, MessageBox, Text } from '@adminjs/design-system';
import { type ResourceJSON, useTranslation } from 'adminjs';
import React, { type ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { newPath, withRefresh } from '../ui/links';
import { listFailure } from './list-failures';

interface Words {
  title: string;
  text: string;
}

function Empty({ title, text, children }: Words & { children?: ReactNode }) {
  return (
    <InfoBox title={title} testId="no-records">
      <Text mb="xl">{text}</Text>
      {children}
    </InfoBox>
  );
}

/** A list without records: because reading failed, because filters leave nothing, or because there is nothing yet. */
export default function NoRecords({ resource }: { resource: ResourceJSON }) {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const { translateMessage } = useTranslation();
  const failure = listFailure(resource.id);
  if (failure !== undefined) {
    return (
      <Box role="alert" data-testid="list-failed">
        <MessageBox variant="danger" message="This list could not be read.">
          {translateMessage(failure, resource.id)}
        </MessageBox>
        <Button variant="contained" mt="lg" onClick={() => navigate(withRefresh(`${pathname}${search}`))}>
          Try again
        </Button>
      </Box>
    );
  }
  if (search.includes('filters.')) {
    return (
      <Empty title="Nothing matches" text="No record matches all of the filters that are set.">
        <Button variant="contained" onClick={() => navigate(withRefresh(pathname))}>
          Clear the filters
        </Button>
      </Empty>
    );
  }
  const word = (name: string) => translateMessage(name, resource.id);
  const canCreate = resource.resourceActions.some(({ name }) => name === 'new');
  return (
    <Empty title={word('emptyTitle')} text={word('emptyText')}>
      {canCreate && (
        <Button variant="contained" onClick={() => navigate(newPath(resource.id))}>
          {word('emptyCreate')}
        </Button>
      )}
    </Empty>
  );
}
