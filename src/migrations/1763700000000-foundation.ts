import type { MigrationInterface, QueryRunner } from 'typeorm';

const PEOPLE = `
  CREATE TABLE users (
    id uuid PRIMARY KEY,
    email text NOT NULL,
    full_name text NOT NULL,
    password_hash text NOT NULL,
    role text NOT NULL CHECK (role IN ('admin', 'manager', 'user', 'viewer')),
    is_active boolean NOT NULL,
    must_change_password boolean NOT NULL,
    responsible_province text,
    last_login timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz,
    version integer NOT NULL
  );
  CREATE UNIQUE INDEX users_email_key ON users (email) WHERE deleted_at IS NULL;

  CREATE TABLE sessions (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id),
    ip text,
    user_agent text,
    remember_me boolean NOT NULL,
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz
  );
  CREATE INDEX sessions_user_id_idx ON sessions (user_id);
  CREATE INDEX sessions_expires_at_idx ON sessions (expires_at);

  CREATE TABLE refresh_tokens (
    hash text PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    spent_at timestamptz
  );
  CREATE INDEX refresh_tokens_session_id_idx ON refresh_tokens (session_id);

  -- The shape that connect-pg-simple asks for.
  CREATE TABLE console_sessions (
    sid varchar NOT NULL PRIMARY KEY,
    sess json NOT NULL,
    expire timestamp(6) NOT NULL
  );
  CREATE INDEX console_sessions_expire_idx ON console_sessions (expire);
  CREATE INDEX console_sessions_user_idx ON console_sessions ((sess -> 'passport' ->> 'user'));

  -- The shape that rate-limiter-flexible asks for.
  CREATE TABLE rate_limits (
    key varchar(255) PRIMARY KEY,
    points integer NOT NULL DEFAULT 0,
    expire bigint
  );

  -- Answers that are given again for the same Idempotency-Key; without a status, the first call still runs.
  CREATE TABLE idempotency_keys (
    scope text NOT NULL,
    key text NOT NULL,
    body_hash text NOT NULL,
    status integer,
    body json,
    version integer,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (scope, key)
  );
  CREATE INDEX idempotency_keys_created_at_idx ON idempotency_keys (created_at);

  CREATE TABLE api_keys (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    prefix text NOT NULL,
    hash text NOT NULL,
    scopes text[] NOT NULL,
    accounts text[],
    created_by uuid NOT NULL REFERENCES users (id),
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz
  );
  CREATE UNIQUE INDEX api_keys_hash_key ON api_keys (hash);
`;

const SETTINGS = `
  CREATE TABLE aws_accounts (
    id uuid PRIMARY KEY,
    account_id text NOT NULL,
    account_name text NOT NULL,
    region text NOT NULL,
    role_arn text,
    external_id text,
    access_key_id text,
    secret_access_key_sealed text,
    status text NOT NULL CHECK (status IN ('pending', 'active', 'failed')),
    last_sync timestamptz,
    last_error text,
    is_active boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz,
    version integer NOT NULL
  );
  CREATE UNIQUE INDEX aws_accounts_account_id_key ON aws_accounts (account_id) WHERE deleted_at IS NULL;

  CREATE TABLE monitoring_settings (
    id uuid PRIMARY KEY,
    services jsonb NOT NULL,
    global_settings jsonb NOT NULL,
    alert_slack_webhook_sealed text,
    updated_at timestamptz NOT NULL,
    updated_by uuid REFERENCES users (id),
    version integer NOT NULL
  );
  INSERT INTO monitoring_settings VALUES (
    '00000000-0000-7000-8000-000000000001',
    '[]',
    '{"default_polling_interval": 300, "alert_email_enabled": false, "alert_email_recipients": [],
      "alert_slack_enabled": false, "data_retention_days": 90, "event_batch_size": 100}',
    NULL, now(), NULL, 1
  );
`;

// An id starts with the event's time, so the partitions are ranges of time, and newest first is ORDER BY id DESC.
// `ensurePartitions` makes them all: which they are depends on the day.
const EVENTS = `
  CREATE TABLE events (
    id uuid NOT NULL,
    source_event_id text NOT NULL,
    account text NOT NULL,
    region text NOT NULL,
    source text NOT NULL,
    detail_type text NOT NULL,
    detail jsonb NOT NULL,
    resources text[] NOT NULL,
    severity_level smallint NOT NULL CHECK (severity_level BETWEEN 0 AND 5),
    title text NOT NULL,
    fingerprint text NOT NULL,
    source_state text CHECK (source_state IN ('firing', 'resolved')),
    published_at timestamptz(3) NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    acknowledged_at timestamptz,
    acknowledged_by uuid,
    notes text,
    tags text[] NOT NULL DEFAULT '{}',
    task_id uuid,
    suppressed_at timestamptz,
    suppressed_reason text,
    deleted_at timestamptz,
    api_key_id uuid,
    request_id text,
    raw text,
    search tsvector NOT NULL,
    PRIMARY KEY (id)
  ) PARTITION BY RANGE (id);
  CREATE INDEX events_account_idx ON events (account, id);
  CREATE INDEX events_region_idx ON events (region, id);
  CREATE INDEX events_source_idx ON events (source, id);
  CREATE INDEX events_detail_type_idx ON events (detail_type, id);
  CREATE INDEX events_severity_idx ON events (severity_level, id);
  CREATE INDEX events_fingerprint_idx ON events (fingerprint, id);
  CREATE INDEX events_tags_idx ON events USING gin (tags) WHERE tags <> '{}';
  CREATE INDEX events_search_idx ON events USING gin (search);
  CREATE INDEX events_attention_idx ON events (id)
    WHERE acknowledged_at IS NULL AND deleted_at IS NULL AND suppressed_at IS NULL
      AND severity_level >= 3 AND source_state IS DISTINCT FROM 'resolved';
  CREATE INDEX events_acknowledged_idx ON events (id) WHERE acknowledged_at IS NOT NULL;

  -- Narrow counts side by side: one row an hour, dimension and value.
  CREATE TABLE event_counts (
    dimension text NOT NULL CHECK (dimension IN ('severity', 'source', 'account', 'region')),
    hour timestamptz NOT NULL,
    value text NOT NULL,
    count bigint NOT NULL,
    PRIMARY KEY (dimension, hour, value)
  );
`;

const TASKS = `
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE TABLE tasks (
    id uuid PRIMARY KEY,
    title text NOT NULL,
    description text NOT NULL,
    status text NOT NULL CHECK (status IN ('open', 'in_progress', 'closed')),
    priority text NOT NULL CHECK (priority IN ('critical', 'high', 'medium', 'low')),
    assigned_user_id uuid CONSTRAINT tasks_assigned_user_id_fkey REFERENCES users (id),
    event_id uuid,
    event_details jsonb,
    due_date timestamptz,
    closed_at timestamptz,
    created_by uuid REFERENCES users (id),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz,
    version integer NOT NULL
  );
  CREATE UNIQUE INDEX tasks_event_id_key ON tasks (event_id) WHERE deleted_at IS NULL;
  CREATE INDEX tasks_created_at_idx ON tasks (created_at, id) WHERE deleted_at IS NULL;
  CREATE INDEX tasks_status_idx ON tasks (status, created_at, id) WHERE deleted_at IS NULL;
  CREATE INDEX tasks_assigned_user_id_idx ON tasks (assigned_user_id, created_at, id) WHERE deleted_at IS NULL;
  CREATE INDEX tasks_search_idx ON tasks USING gin ((title || ' ' || description) gin_trgm_ops);

  CREATE TABLE task_comments (
    id uuid PRIMARY KEY,
    task_id uuid NOT NULL REFERENCES tasks (id),
    user_id uuid NOT NULL REFERENCES users (id),
    comment text NOT NULL,
    created_at timestamptz NOT NULL
  );
  CREATE INDEX task_comments_task_id_idx ON task_comments (task_id, id);
`;

const AUDIT = `
  CREATE TABLE audit_entries (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    actor_id uuid,
    actor_email text,
    via text NOT NULL CHECK (via IN ('api', 'console', 'job', 'ingest')),
    ip text,
    user_agent text,
    request_id text,
    action text NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('success', 'refused', 'denied')),
    entity text NOT NULL,
    entity_id text,
    before jsonb,
    after jsonb
  );
  CREATE INDEX audit_entries_entity_idx ON audit_entries (entity, entity_id, id);
  CREATE INDEX audit_entries_actor_idx ON audit_entries (actor_id, id);
  CREATE INDEX audit_entries_action_idx ON audit_entries (action, id);
`;

const TABLES = [
  'audit_entries',
  'task_comments',
  'tasks',
  'event_counts',
  'events',
  'monitoring_settings',
  'aws_accounts',
  'api_keys',
  'idempotency_keys',
  'rate_limits',
  'console_sessions',
  'refresh_tokens',
  'sessions',
  'users',
];

export class Foundation1763700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statements of [PEOPLE, SETTINGS, EVENTS, TASKS, AUDIT]) await runner.query(statements);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`DROP TABLE ${table}`);
  }
}
