import { Text } from '@adminjs/design-system';
import React from 'react';
import { recordPath } from '../ui/links';
import StatusBadge from '../ui/StatusBadge';
import { DenseTable, InAppLink } from '../ui/styles';
import Time from '../ui/Time';
import type { DashboardData } from './dashboard-data';

/** What is on one's own plate. */
export default function MyTasks({ tasks }: { tasks: DashboardData['my_tasks'] }) {
  if (tasks.length === 0) {
    return <Text>No unfinished task is assigned to you. Open an event and choose “Create task” to start one.</Text>;
  }
  return (
    <DenseTable data-testid="my-tasks">
      <thead>
        <tr>
          <th scope="col">Priority</th>
          <th scope="col">Task</th>
          <th scope="col">Status</th>
          <th scope="col">Due</th>
        </tr>
      </thead>
      <tbody>
        {tasks.map(({ id, title, status, priority, due_date, is_overdue }) => (
          <tr key={id}>
            <td>
              <StatusBadge value={priority} />
            </td>
            <td>
              <InAppLink to={recordPath('tasks', id)}>{title}</InAppLink>
            </td>
            <td>
              <StatusBadge value={status} />
            </td>
            <td>
              {is_overdue && <strong>Overdue: </strong>}
              {due_date ? <Time value={due_date} ageOnly /> : '—'}
            </td>
          </tr>
        ))}
      </tbody>
    </DenseTable>
  );
}
