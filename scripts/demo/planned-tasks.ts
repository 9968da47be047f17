export interface PlannedTask {
  title: string;
  description: string;
  priority: 'critical' | 'high' | 'medium' | 'low';
}

/** Work that no event has made. */
export const PLANNED: PlannedTask[] = [
  {
    title: 'Write the review of yesterday’s checkout incident',
    description: 'Timeline from the failover to the last alarm, what helped, what did not, and what we change.',
    priority: 'high',
  },
  {
    title: 'Raise the connection pool of checkout before the sale',
    description: 'After a failover all tasks reconnect at once and the pool runs dry. Try 40 in staging first.',
    priority: 'critical',
  },
  {
    title: 'Give payments a dead-letter alarm',
    description: 'Queue age told us late. Alarm on the first message in the dead-letter queue.',
    priority: 'high',
  },
  {
    title: 'Renew the VPN certificate in Shared services',
    description: 'Runs out at the end of the month.',
    priority: 'medium',
  },
  {
    title: 'Move thumbnails off the old Lambda runtime',
    description: 'AWS Health announces its end. The function has no native modules, so it should be a day.',
    priority: 'medium',
  },
  {
    title: 'Rotate the access keys that are older than 90 days',
    description: 'Three users in Data platform. Ask first: the reports job still uses one of them.',
    priority: 'high',
  },
  {
    title: 'Close the open port on the Asia pilot’s bastion',
    description: 'GuardDuty sees probes every night. Session Manager is set up already.',
    priority: 'high',
  },
  {
    title: 'Quieten the CPU alarms of staging at night',
    description: 'The load test runs at 02:00 and wakes nobody, but fills the list.',
    priority: 'low',
  },
  {
    title: 'Order Savings Plans for the warehouse',
    description: 'Usage has been level for three months.',
    priority: 'low',
  },
  {
    title: 'Test the restore of the orders database',
    description: 'Last done in spring. Measure how long it takes, and write it into the runbook.',
    priority: 'medium',
  },
  {
    title: 'Add the new sandbox account',
    description: 'Role, external id and an EventBridge rule, as described in the guide.',
    priority: 'low',
  },
  {
    title: 'Encrypt the two volumes that Config complains about',
    description: 'Both belong to the old CI runners: perhaps they can simply go.',
    priority: 'medium',
  },
  {
    title: 'Show the on-call how to read the console',
    description: 'Half an hour: what needs attention, acknowledge, create a task.',
    priority: 'low',
  },
  {
    title: 'Ask AWS about the spot interruptions in eu-central-1',
    description: 'Twice as many as in September. Perhaps another instance family.',
    priority: 'low',
  },
];

export const COMMENTS = [
  'Taking this one.',
  'Looked into it: same cause as last week, the fix is under review.',
  'Waiting for the shop team. They answer by tomorrow.',
  'The alarm is quiet since the change. I keep an eye on it until tonight.',
  'Reproduced in staging.',
  'Rolled out to production, no errors for an hour.',
  'Could somebody with access to billing check this?',
  'Asked AWS support, case is open.',
  'Runbook is updated.',
  'Not urgent any more, but let us not forget it.',
];
