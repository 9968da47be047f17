import { Box, Text } from '@adminjs/design-system';
import React from 'react';
import CopyButton from '../ui/CopyButton';
import { newPath } from '../ui/links';
import { InAppLink, Mono, Preformatted } from '../ui/styles';

/** The id is new with each page, so that a second try is not taken for a repetition. */
function exampleEvent(): string {
  const now = new Date().toISOString();
  return JSON.stringify({
    version: '0',
    id: `first-event-${Date.now()}`,
    'detail-type': 'CloudWatch Alarm State Change',
    source: 'aws.cloudwatch',
    account: '123456789012',
    time: now,
    region: 'eu-west-1',
    resources: ['arn:aws:cloudwatch:eu-west-1:123456789012:alarm:first-alarm'],
    detail: {
      alarmName: 'first-alarm',
      state: { value: 'ALARM', reason: 'A first event, to see it arrive', timestamp: now },
    },
  });
}

const command = (event: string): string => `curl -X POST '${window.location.origin}/api/events' \\
  -H 'Authorization: Bearer YOUR_API_KEY' \\
  -H 'Content-Type: application/json' \\
  -d '${event}'`;

/** What to do while there are no events at all. */
export default function FirstSteps({ canMakeKeys }: { canMakeKeys: boolean }) {
  const [curl] = React.useState(() => command(exampleEvent()));
  return (
    <Box as="ol" data-testid="first-steps" style={{ display: 'grid', gap: 16 }}>
      <li>
        <Text>
          <strong>1. </strong>
          {canMakeKeys ? (
            <>
              <InAppLink to={newPath('api_keys')}>Make an API key</InAppLink> with the scope <Mono>events:write</Mono>.
            </>
          ) : (
            <>
              Ask an administrator for an API key with the scope <Mono>events:write</Mono>.
            </>
          )}
        </Text>
      </li>
      <li>
        <Text mb="default">
          <strong>2. </strong>Post a first event with it:
        </Text>
        <Preformatted tabIndex={0}>{curl}</Preformatted>
        <Box mt="default">
          <CopyButton text={curl} what="the command" />
        </Box>
      </li>
      <li>
        <Text>
          <strong>3. </strong>Or fill it with a made-up week: where Signalbox runs, run{' '}
          <Mono>npm run demo -- --url {window.location.origin} --password YOUR_PASSWORD</Mono>
        </Text>
      </li>
    </Box>
  );
}
