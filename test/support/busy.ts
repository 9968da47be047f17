import { v7 as uuidv7 } from 'uuid';
import { SETTINGS_ID } from '../../src/services/monitoring/get-monitoring-settings.js';
import { clock } from './clock.js';
import { PASSWORD_HASH } from './people.js';
import { anEvent, aStoredEvent, freshAccountId, ingested } from './records.js';
import { sql } from './world.js';

/** One of each list: its id. */
export interface Busy {
  user: string;
  /** One that has a task. */
  event: string;
  task: string;
  closedTask: string;
  account: string;
  key: string;
  settings: string;
  entry: string;
  /** One that has no task and that nobody has acknowledged. */
  newEvent: string;
}

const idsOf = (count: number): string[] => Array.from({ length: count }, () => uuidv7());

/**
 * So many rows in every list, each of which leads to others: every event has a task and was acknowledged by somebody
 * else, every task has a creator, an assignee and comments of both, every key its maker, every audit entry its actor.
 */
export async function busySignalbox(count: number): Promise<Busy> {
  const now = clock.now();
  const users = idsOf(count);
  const tasks = idsOf(count);
  const accounts = idsOf(count);
  const keys = idsOf(count);
  const entries = idsOf(count);
  const events = await ingested(...Array.from({ length: count }, () => anEvent()));
  await sql(
    `INSERT INTO users (id, email, full_name, password_hash, role, is_active, must_change_password, created_at,
       updated_at, version)
     SELECT id, id || '@example.com', 'Person ' || place, $2, 'admin', true, false, $3, $3, 1
     FROM unnest($1::uuid[]) WITH ORDINALITY AS u (id, place)`,
    [users, PASSWORD_HASH, now],
  );
  await sql(
    `INSERT INTO tasks (id, title, description, status, priority, assigned_user_id, created_by, event_id, due_date,
       created_at, updated_at, version)
     SELECT id, 'Look at it', '', 'open', 'high', assignee, creator, event, $5, $5, $5, 1
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) AS t (id, assignee, creator, event)`,
    [tasks, users, [...users].reverse(), events, now],
  );
  await sql(
    `UPDATE events SET task_id = t.id, acknowledged_by = t.assigned_user_id, acknowledged_at = $1
     FROM tasks t WHERE t.event_id = events.id`,
    [now],
  );
  await sql(
    `INSERT INTO task_comments (id, task_id, user_id, comment, created_at)
     SELECT gen_random_uuid(), id, who, 'On it.', $1
     FROM tasks, LATERAL (VALUES (assigned_user_id), (created_by)) AS people (who)`,
    [now],
  );
  await sql(
    `INSERT INTO aws_accounts (id, account_id, account_name, region, status, is_active, created_at, updated_at, version)
     SELECT id, account_id, 'Production', 'eu-west-1', 'pending', true, $3, $3, 1
     FROM unnest($1::uuid[], $2::text[]) AS a (id, account_id)`,
    [accounts, accounts.map(freshAccountId), now],
  );
  await sql(
    `INSERT INTO api_keys (id, name, prefix, hash, scopes, created_by, created_at)
     SELECT id, 'collector', 'sbx_', id, '{events:write}', maker, $3
     FROM unnest($1::uuid[], $2::uuid[]) AS k (id, maker)`,
    [keys, users, now],
  );
  await sql(
    `INSERT INTO audit_entries (id, at, actor_id, via, action, outcome, entity, entity_id)
     SELECT id, $3, actor, 'api', 'task.update', 'success', 'task', gen_random_uuid()
     FROM unnest($1::uuid[], $2::uuid[]) AS e (id, actor)`,
    [entries, users, now],
  );
  await sql('UPDATE monitoring_settings SET updated_by = $1', [users[0]]);
  const closedTask = tasks[1];
  await sql(`UPDATE tasks SET status = 'closed', closed_at = $2 WHERE id = $1`, [closedTask, now]);
  const [user, event, task, account, key, entry] = [users, events, tasks, accounts, keys, entries].map(([id]) => id);
  return {
    user,
    event,
    task,
    closedTask,
    account,
    key,
    settings: SETTINGS_ID,
    entry,
    newEvent: await aStoredEvent(),
  } as Busy;
}
