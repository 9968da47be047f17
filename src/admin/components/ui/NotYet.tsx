import { MessageBox } from '@adminjs/design-system';
import React from 'react';

/** A setting that changes nothing must not look as if it did. */
export default function NotYet() {
  return (
    <MessageBox
      variant="info"
      mb="xl"
      message="What acts today: how long events are kept, and the severity rules. Signalbox does not poll services and sends no alerts yet; the other settings are kept for clients that read them."
    />
  );
}
