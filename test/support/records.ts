import { randomUUID } from 'node:crypto';
import type { Task } from '../../src/entities/task.entity.js';
import { createAwsAccount } from '../../src/services/aws-accounts/write-aws-account.js';
import { SYSTEM } from '../../src/services/core/access/actor.js';
import { perform } from '../../src/services/core/write/perform.js';
import { ingestEvents } from '../../src/services/events/ingest-events.js';
import { createTask } from '../../src/services/tasks/create-task.js';
import type { SingleTask } from '../../src/services/tasks/task-record.js';
import { updateTask } from '../../src/services/tasks/update-task.js';
import { keyCaller } from './api-keys.js';
import { clock } from './clock.js';
import { aUser, callerOf, type TestUser } from './people.js';
import { deps, sql } from './world.js';

/** An EventBridge event as a source sends it; a field that is set to undefined is left out. */
export const anEvent = (fields: Record<string, unknown> = {}): Record<string, unknown> => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'EC2 Instance State-change Notification',
  source: 'aws.ec2',
  account: '111122223333',
  time: new Date(clock.unix() * 1000).toISOString(),
  region: 'eu-west-1',
  resources: ['arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc'],
  detail: { 'instance-id': 'i-0abc', state: 'running' },
  ...fields,
});

/** Brings events in as a collector does, and gives their ids. */
export async function ingested(...events: Record<string, unknown>[]): Promise<string[]> {
  const key = keyCaller({ id: randomUUID(), name: 'collector', scopes: ['events:write'], accounts: null, token: '' });
  const { items } = await ingestEvents(deps, key, JSON.stringify(events));
  return items.map(({ id, error }) => {
    if (id === null) throw new Error(`A test's event was refused: ${error}`);
    return id;
  });
}

/** One event that is stored: its id. */
export const aStoredEvent = async (fields: Record<string, unknown> = {}): Promise<string> =>
  (await ingested(anEvent(fields)))[0] as string;

/** An entry of the audit log: its id. */
export async function anAuditEntry(): Promise<string> {
  const { id } = await aTask();
  const [entry] = await sql<{ id: string }>('SELECT id FROM audit_entries WHERE entity_id = $1', [id]);
  return entry?.id ?? '';
}

interface TaskFields {
  by?: TestUser;
  title?: string;
  description?: string;
  status?: Task['status'];
  priority?: Task['priority'];
  assigned_user_id?: string | null;
  due_date?: number | null;
  event_id?: string;
}

/** A task that is there, made by somebody. */
export async function aTask({ by, status, ...fields }: TaskFields = {}): Promise<SingleTask> {
  const caller = callerOf(by ?? (await aUser({ role: 'manager' })));
  const task = await perform(deps, caller, createTask, { input: { title: 'Look at the queue', ...fields } });
  if (status === undefined || status === 'open') return task;
  return perform(deps, SYSTEM, updateTask, { id: task.id, input: { status } });
}

let accounts = 0;

/** Twelve digits that no other account of this process has. */
export const freshAccountId = (): string => String(200_000_000_000 + accounts++);

/** What a client sends to add an AWS account. */
export const awsAccountInput = (fields: Record<string, unknown> = {}): Record<string, unknown> => ({
  account_id: freshAccountId(),
  account_name: 'Production',
  region: 'eu-west-1',
  ...fields,
});

export const anAwsAccount = (fields: Record<string, unknown> = {}) =>
  perform(deps, SYSTEM, createAwsAccount, { input: awsAccountInput(fields) });
