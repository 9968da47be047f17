import { Text } from '@adminjs/design-system';
import React from 'react';
import { recordPath } from '../ui/links';
import StatusBadge from '../ui/StatusBadge';
import { DenseTable, InAppLink } from '../ui/styles';
import Time from '../ui/Time';
import type { DashboardData } from './dashboard-data';

/** The newest events that nobody has taken care of. */
export default function AttentionList({ events }: { events: DashboardData['attention']['newest'] }) {
  if (events.length === 0) {
    return <Text>Nothing is waiting: every high and critical event is acknowledged or resolved.</Text>;
  }
  return (
    <DenseTable data-testid="attention">
      <thead>
        <tr>
          <th scope="col">Severity</th>
          <th scope="col">Event</th>
          <th scope="col">Account</th>
          <th scope="col">Age</th>
        </tr>
      </thead>
      <tbody>
        {events.map(({ id, severity, title, account, published_at }) => (
          <tr key={id}>
            <td>
              <StatusBadge value={severity} />
            </td>
            <td>
              <InAppLink to={recordPath('events', id)}>{title}</InAppLink>
            </td>
            <td style={{ whiteSpace: 'nowrap' }}>{account}</td>
            <td style={{ whiteSpace: 'nowrap' }}>
              <Time value={published_at} ageOnly />
            </td>
          </tr>
        ))}
      </tbody>
    </DenseTable>
  );
}
