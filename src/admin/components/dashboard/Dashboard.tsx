import { Box, Button, Loader, MessageBox } from '@adminjs/design-system';
import { styled } from '@adminjs/design-system/styled-components';
import React from 'react';
import { clockTime, utc } from '../ui/clock';
import { listPath } from '../ui/links';
import Panel from '../ui/Panel';
import { Heading, InAppLink, Muted } from '../ui/styles';
import AttentionList from './AttentionList';
import Figures from './Figures';
import FirstSteps from './FirstSteps';
import HoursChart from './HoursChart';
import MyTasks from './MyTasks';
import { useDashboard } from './use-dashboard';

const Columns = styled.div`
  display: grid;
  grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
  gap: 16px;
  align-items: start;
  @media (max-width: 1100px) { grid-template-columns: minmax(0, 1fr); }
`;

const Page = styled.div`
  display: grid;
  gap: 16px;
  padding: 24px;
  font: 14px/20px ${({ theme }: { theme: { font: string } }) => theme.font};
`;

/** What is wrong now, what happened in the last 24 hours, and what is one's own to do. */
export default function Dashboard() {
  const { data, failure, refresh } = useDashboard();
  if (!data && !failure) return <Loader />;
  const updated = data && new Date(data.generated_at);
  return (
    <Page data-testid="dashboard" data-stale={String(failure !== undefined)}>
      <Box as="div" flex justifyContent="space-between" alignItems="baseline">
        <Heading as="h1" large>
          What is wrong now
        </Heading>
        {updated && (
          <Muted>
            {failure === undefined ? 'Updated' : 'Out of date since'}{' '}
            <time dateTime={data.generated_at} title={utc(updated)}>
              {clockTime(updated)}
            </time>
          </Muted>
        )}
      </Box>
      <div role="alert">
        {failure !== undefined && (
          <MessageBox
            variant="danger"
            message={data ? 'These figures are out of date: refreshing failed.' : 'The dashboard could not be read.'}
          >
            {failure}{' '}
            <Button type="button" size="sm" variant="outlined" onClick={refresh}>
              Try again
            </Button>
          </MessageBox>
        )}
      </div>
      {data && (
        <>
          {data.has_events ? (
            <Figures data={data} />
          ) : (
            <Panel title="First steps: let events come in">
              <FirstSteps canMakeKeys={data.can.keys} />
            </Panel>
          )}
          {data.has_events && (
            <Panel title="Events in the last 24 hours">
              <HoursChart hours={data.hours} />
            </Panel>
          )}
          <Columns>
            {data.has_events && (
              <Panel
                title="Newest that need attention"
                aside={<InAppLink to={listPath('events', { needs_attention: 'true' })}>All of them</InAppLink>}
              >
                <AttentionList events={data.attention.newest} />
              </Panel>
            )}
            <Panel title="My tasks" aside={<InAppLink to={listPath('tasks')}>All tasks</InAppLink>}>
              <MyTasks tasks={data.my_tasks} />
            </Panel>
          </Columns>
        </>
      )}
    </Page>
  );
}
