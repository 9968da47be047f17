import bcrypt from 'bcrypt';
import type { Database } from '../../src/services/core/connection.js';

/** Who runs the bench. The database is for nothing else, and nobody else has a password in it. */
export const ADMIN = { email: 'bench@example.com', password: 'measured and not guessed' };

const ADMINISTRATOR = `
  INSERT INTO users (id, email, full_name, password_hash, role, is_active, must_change_password, created_at, updated_at,
    version)
  VALUES (gen_random_uuid(), $1, 'Bench', $2, 'admin', true, false, now(), now(), 1)`;

const FIRST = `(ARRAY['Anna','Ben','Chai','Dara','Emil','Fon','Gita','Hugo','Ines','Jon','Kim','Lena'])`;
const LAST = `(ARRAY['Archer','Baker','Cook','Dyer','Fisher','Glover','Mason','Porter','Smith','Taylor'])`;

const USERS = `
  INSERT INTO users (id, email, full_name, password_hash, role, is_active, must_change_password, last_login, created_at,
    updated_at, version)
  SELECT gen_random_uuid(), lower(first || '.' || last) || i || '@example.' || CASE WHEN i % 3 = 0 THEN 'org' ELSE 'com' END,
    first || ' ' || last || ' ' || i, '', CASE WHEN i % 50 = 0 THEN 'manager' WHEN i % 3 = 0 THEN 'viewer' ELSE 'user' END,
    i % 20 > 0, false, CASE WHEN i % 4 > 0 THEN now() - make_interval(mins => ((i * 7919) % 100000)::int) END,
    now() - make_interval(mins => (i * 6)::int), now() - make_interval(mins => ((i * 31) % 100000)::int), 1
  FROM (SELECT i, ${FIRST}[1 + i % 12] AS first, ${LAST}[1 + i / 12 % 10] AS last FROM generate_series(1, $1::bigint) AS i) AS n`;

const TASKS = `
  WITH people AS (SELECT array_agg(id ORDER BY created_at DESC) AS ids FROM (SELECT * FROM users LIMIT 200) AS few)
  INSERT INTO tasks (id, title, description, status, priority, assigned_user_id, due_date, closed_at, created_by,
    created_at, updated_at, version)
  SELECT gen_random_uuid(), initcap(verb) || ' ' || noun || ' of host-' || to_hex(i * 7919 % 65536), 'Look at ' || noun || ' number ' || i
      || CASE WHEN i % 10 = 0 THEN '; the runbook says restart' ELSE '' END
      || CASE WHEN i % 10 = 5 THEN '; the customer waits' ELSE '' END,
    status, (ARRAY['low','medium','medium','high','critical'])[1 + i % 5],
    CASE WHEN i % 4 > 0 THEN ids[1 + i % 200] END, CASE WHEN i % 3 > 0 THEN now() + make_interval(mins => ((i * 7919) % 100000 - 80000)::int) END,
    CASE WHEN status = 'closed' THEN now() - make_interval(mins => (i % 100000)::int) END, ids[1 + i % 37],
    now() - make_interval(secs => i * 25), now() - make_interval(secs => i * 20), 1
  FROM (SELECT i, (ARRAY['check','restart','replace','call'])[1 + i % 4] AS verb,
      (ARRAY['database','queue','certificate','disk','function','alarm'])[1 + i / 4 % 6] AS noun,
      (ARRAY['closed','closed','closed','open','in_progress','closed','open'])[1 + i % 7] AS status
    FROM generate_series(1, $1::bigint) AS i) AS n, people`;

const COMMENTS = `
  INSERT INTO task_comments SELECT gen_random_uuid(), id, created_by, 'Seen.', created_at FROM tasks
  WHERE created_by IS NOT NULL AND ('x' || substr(id::text, 1, 2))::bit(8)::int < 64`;

const AUDIT = `
  WITH people AS (SELECT array_agg(id) AS ids, array_agg(email) AS emails FROM (SELECT * FROM users LIMIT 100) AS few)
  INSERT INTO audit_entries (id, at, actor_id, actor_email, via, ip, request_id, action, outcome, entity, entity_id, before, after)
  SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5(i::text), 1, 3) || '8' || substr(md5(i::text), 4, 15))::uuid,
    at, ids[1 + i % 100], emails[1 + i % 100], CASE WHEN i % 5 = 0 THEN 'console' WHEN i % 211 = 0 THEN 'job' ELSE 'api' END,
    '10.0.0.' || i % 250, md5(i::text), entity || '.' || (ARRAY['create','update','update','delete'])[1 + i / 7 % 4],
    CASE WHEN i % 400 = 0 THEN 'denied' WHEN i % 150 = 0 THEN 'refused' ELSE 'success' END,
    entity, md5((i % 50000)::text)::uuid::text, '{"status": "open"}', '{"status": "closed"}'
  FROM (SELECT i, now() - make_interval(secs => i * 3.8) AS at,
      (ARRAY['task','event','event','event','user','session','aws_account'])[1 + i % 7] AS entity
    FROM generate_series(1, $1::bigint) AS i) AS n, people`;

interface Amounts {
  users: number;
  tasks: number;
  audit: number;
}

/** People, their tasks and what they did, in numbers that go with so many events. */
export async function fillOthers(db: Database, events: number): Promise<void> {
  const [{ count }] = (await db.query('SELECT count(*)::int AS count FROM users')) as [{ count: number }];
  if (count > 1) return;
  await fillPeople(db, { users: events / 500, tasks: Math.round(events / 33), audit: events / 5 });
}

export async function fillPeople(db: Database, { users, tasks, audit }: Amounts): Promise<void> {
  await db.transaction(async (manager) => {
    await manager.query(ADMINISTRATOR, [ADMIN.email, await bcrypt.hash(ADMIN.password, 12)]);
    await manager.query(USERS, [users]);
    await manager.query(TASKS, [tasks]);
    await manager.query(COMMENTS);
    await manager.query(AUDIT, [audit]);
  });
}
