import { Box, MessageBox } from '@adminjs/design-system';
import React, { memo, useEffect, useRef } from 'react';
import { type Problems, readable } from '../monitoring/monitoring-draft';

interface Props {
  message: string;
  problems: Problems;
}

/** What keeps a form from being saved, above it: also what has no field of its own. */
function ProblemSummary({ message, problems }: Props) {
  const summary = useRef<HTMLElement>(null);
  // The form is longer than the screen: what is wrong has to come into sight.
  useEffect(() => summary.current?.focus());
  return (
    <Box ref={summary} tabIndex={-1} role="alert" mb="lg" style={{ outline: 'none' }} data-testid="form-problems">
      <MessageBox variant="danger" message={message}>
        <ul>
          {Object.entries(problems).map(([path, problem]) => (
            <li key={path}>
              {readable(path)}: {problem}
            </li>
          ))}
        </ul>
      </MessageBox>
    </Box>
  );
}

/** Only new problems take the focus, not what is typed to mend them. */
export default memo(ProblemSummary);
