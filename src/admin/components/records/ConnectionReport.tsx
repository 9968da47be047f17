import { Box, MessageBox } from '@adminjs/design-system';
import React from 'react';
import type { ConnectionReport as Report } from '../../../services/aws-accounts/connection-report.js';
import Facts from '../ui/Facts';
import { BAD, GOOD, wordOf } from '../ui/palette';
import { Mono } from '../ui/styles';

function Check({ name, ok, message }: Report['checks'][number]) {
  return (
    <li style={{ padding: '4px 0', lineHeight: '18px' }}>
      <strong style={{ color: ok ? GOOD.text : BAD.text, fontWeight: 700 }}>
        <span aria-hidden="true">{ok ? '✓' : '✗'}</span> {ok ? 'Passed' : 'Failed'}
      </strong>{' '}
      {wordOf(name)}: {message}
    </li>
  );
}

/** How a connection test ended, check by check. */
export default function ConnectionReport({ report }: { report: Report }) {
  const { success, message, code, caller_arn, account_id, latency_ms, checks } = report;
  return (
    <Box data-testid="connection-test-result" data-success={String(success)}>
      <MessageBox
        mb="lg"
        variant={success ? 'success' : 'danger'}
        message={success ? message : 'The connection failed.'}
      >
        {!success && message}
      </MessageBox>
      <ul>
        {checks.map((check) => (
          <Check key={check.name} {...check} />
        ))}
      </ul>
      <Box mt="lg">
        <Facts
          facts={{
            'Caller ARN': caller_arn && <Mono>{caller_arn}</Mono>,
            'Account that answered': account_id,
            'Error code': code && <Mono>{code}</Mono>,
            Latency: `${Math.round(latency_ms)} ms`,
          }}
        />
      </Box>
    </Box>
  );
}
