import { MessageBox } from '@adminjs/design-system';
import React from 'react';

/** What is lost, why, and the two ways out. */
export default function UnreadableWebhook() {
  return (
    <MessageBox
      variant="danger"
      mb="xl"
      data-testid="webhook-unreadable"
      message="The stored Slack webhook cannot be opened: SECRETS_KEY is not the one that it was sealed under. Paste the webhook again, or let the old key be put into SECRETS_KEYS_OLD."
    />
  );
}
