import { Box, Button, InfoBox, MessageBox, Text } from '@adminjs/design-system';
import { type ResourceJSON, useTranslation } from 'adminjs';
import React, { type ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { newPath, withRefresh } from '../ui/links';
import { listFailure } from './list-failures';

interface Words {
  title: string;
  text: string;
  /** What the button to the form of a new record says. */
  create?: string;
}

const WORDS: Record<string, Words> = {
  users: { title: 'No users yet', text: 'Add the people who watch events and work on tasks.', create: 'Add a user' },
  aws_accounts: {
    title: 'No AWS accounts yet',
    text: 'Add an account, then test its connection: that shows whether the role or key works.',
    create: 'Add an AWS account',
  },
  events: {
    title: 'No events yet',
    text: 'Make an API key with the scope events:write and post events to /api/events. The dashboard has a command.',
  },
  tasks: {
    title: 'No tasks yet',
    text: 'Open an event and choose “Create task”, or write a task of your own.',
    create: 'Write a task',
  },
  api_keys: {
    title: 'No API keys yet',
    text: 'Whatever posts events needs a key. It is shown once, when it is made.',
    create: 'Make an API key',
  },
  audit: {
    title: 'Nothing recorded yet',
    text: 'Every change, from the console and from the API, leaves an entry here. Make one and come back.',
  },
  jobs: {
    title: 'No jobs yet',
    text: 'A process whose SIGNALBOX_ROLE is worker or all sends the first ones within the hour, and does them.',
  },
};

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
  const words = WORDS[resource.id] ?? { title: 'Nothing here yet', text: 'There are no records.', create: 'Add one' };
  const canCreate = resource.resourceActions.some(({ name }) => name === 'new');
  return (
    <Empty {...words}>
      {canCreate && words.create && (
        <Button variant="contained" onClick={() => navigate(newPath(resource.id))}>
          {words.create}
        </Button>
      )}
    </Empty>
  );
}
