import { Box, Button, DrawerContent, MessageBox } from '@adminjs/design-system';
import { type ActionProps, ApiClient, useTranslation } from 'adminjs';
import React, { useEffect, useState } from 'react';
import type { ConnectionReport as Report } from '../../../services/aws-accounts/connection-report.js';
import { explain, failureOf } from '../adminjs/failure';
import Facts from '../ui/Facts';
import { Mono } from '../ui/styles';
import ConnectionReport from './ConnectionReport';

const api = new ApiClient();

type Outcome = { report: Report } | { failure: string };

/** Seconds since the test began. */
function Elapsed() {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  // Not live: a screen reader would count along.
  return <span aria-live="off">{seconds} s</span>;
}

/** Tests an AWS account's connection and shows what came of it. */
export default function ConnectionTest({ resource, record, action }: ActionProps) {
  const [isPending, setIsPending] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const { translateMessage } = useTranslation();
  if (!record) return null;
  const { account_name, account_id, region, role_arn } = record.params;

  const run = async () => {
    setIsPending(true);
    setOutcome(undefined);
    try {
      const call = { resourceId: resource.id, recordId: record.id, actionName: action.name, data: {}, method: 'post' };
      const { data } = await api.recordAction(call);
      const missing = data.notice?.message ?? 'The test brought no result.';
      setOutcome(data.report ? { report: data.report as Report } : { failure: translateMessage(missing) });
    } catch (error) {
      setOutcome({ failure: explain(failureOf(error)) });
    } finally {
      setIsPending(false);
    }
  };

  return (
    <DrawerContent>
      <Facts
        facts={{
          Account: account_name,
          'AWS account id': account_id,
          Region: region,
          Role: role_arn ? <Mono>{role_arn}</Mono> : 'none: the access key’s own identity',
        }}
      />
      <Box my="xl">
        <Button type="button" variant="contained" disabled={isPending} onClick={run} data-testid="connection-test-run">
          {isPending ? 'Testing…' : outcome ? 'Test again' : 'Test connection'}
        </Button>{' '}
        {isPending && <Elapsed />}
      </Box>
      <div aria-live="polite">
        {isPending && 'Asking AWS…'}
        {outcome && 'report' in outcome && <ConnectionReport report={outcome.report} />}
        {outcome && 'failure' in outcome && (
          <Box data-testid="connection-test-result" data-success="false">
            <MessageBox variant="danger" message="The test could not be run.">
              {outcome.failure}
            </MessageBox>
          </Box>
        )}
      </div>
    </DrawerContent>
  );
}
