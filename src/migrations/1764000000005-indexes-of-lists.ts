import type { MigrationInterface, QueryRunner } from 'typeorm';

// What an index knows of a deletion, a list need not look up in the row: so it passes over 25,000 rows in some ms.
const EVENTS = `
  ALTER TABLE events DROP CONSTRAINT events_pkey, ADD CONSTRAINT events_pkey PRIMARY KEY (id) INCLUDE (deleted_at);
  DROP INDEX events_account_idx, events_region_idx, events_source_idx, events_detail_type_idx, events_severity_idx,
    events_fingerprint_idx;
  CREATE INDEX events_account_idx ON events (account, id) WHERE deleted_at IS NULL;
  CREATE INDEX events_source_idx ON events (source, id) WHERE deleted_at IS NULL;
  CREATE INDEX events_severity_idx ON events (severity_level, id) WHERE deleted_at IS NULL;
  CREATE INDEX events_severity_created_at_idx ON events (severity_level, created_at, id) WHERE deleted_at IS NULL;
  CREATE INDEX events_fingerprint_idx ON events (fingerprint, id) WHERE deleted_at IS NULL;
  CREATE INDEX events_created_at_idx ON events (created_at, id) WHERE deleted_at IS NULL;
  -- Values that seldom or never meet are known by their lists of rows. It takes the place of two of the others, so that
  -- an event costs no more to be written than before.
  CREATE EXTENSION IF NOT EXISTS btree_gin;
  CREATE INDEX events_filters_idx ON events USING gin (account, region, source, detail_type, severity_level)
    WHERE deleted_at IS NULL;
`;

const TASKS = `
  CREATE INDEX tasks_updated_at_idx ON tasks (updated_at, id) WHERE deleted_at IS NULL;
  CREATE INDEX tasks_due_date_idx ON tasks (coalesce(due_date, 'infinity'), id) INCLUDE (due_date)
    WHERE deleted_at IS NULL;
  CREATE INDEX tasks_closed_at_idx ON tasks (coalesce(closed_at, 'infinity'), id) INCLUDE (closed_at)
    WHERE deleted_at IS NULL;
  CREATE INDEX tasks_overdue_idx ON tasks (due_date) INCLUDE (created_at)
    WHERE status <> 'closed' AND due_date IS NOT NULL AND deleted_at IS NULL;
  CREATE INDEX tasks_title_idx ON tasks (title, id) WHERE deleted_at IS NULL;
  CREATE INDEX tasks_priority_idx ON tasks (priority, created_at, id) WHERE deleted_at IS NULL;
`;

const USERS = `
  CREATE INDEX users_created_at_idx ON users (created_at, id) WHERE deleted_at IS NULL;
  CREATE INDEX users_updated_at_idx ON users (updated_at, id) WHERE deleted_at IS NULL;
  CREATE INDEX users_full_name_idx ON users (full_name, id) WHERE deleted_at IS NULL;
  CREATE INDEX users_role_idx ON users (role, id) WHERE deleted_at IS NULL;
  CREATE INDEX users_is_active_idx ON users (is_active, id) WHERE deleted_at IS NULL;
  CREATE INDEX users_last_login_idx ON users (coalesce(last_login, '-infinity'), id) WHERE deleted_at IS NULL;
  CREATE INDEX users_search_idx ON users USING gin ((full_name || ' ' || email) gin_trgm_ops);
`;

// By the time itself: an id only begins with one that is about the same.
const AUDIT = `
  DROP INDEX audit_entries_entity_idx, audit_entries_actor_idx, audit_entries_action_idx;
  CREATE INDEX audit_entries_at_idx ON audit_entries (at, id);
  CREATE INDEX audit_entries_action_idx ON audit_entries (action, at, id);
  CREATE INDEX audit_entries_actor_idx ON audit_entries (actor_id, at, id);
  CREATE INDEX audit_entries_entity_idx ON audit_entries (entity, at, id);
  CREATE INDEX audit_entries_entity_id_idx ON audit_entries (entity_id, at, id);
  CREATE INDEX audit_entries_outcome_idx ON audit_entries (outcome, at, id);
  CREATE INDEX audit_entries_via_idx ON audit_entries (via, at, id);
  CREATE INDEX audit_entries_filters_idx ON audit_entries USING gin (action, entity, outcome, via);
`;

const BEFORE = `
  DROP INDEX audit_entries_at_idx, audit_entries_action_idx, audit_entries_actor_idx, audit_entries_entity_idx,
    audit_entries_entity_id_idx, audit_entries_outcome_idx, audit_entries_via_idx, audit_entries_filters_idx;
  CREATE INDEX audit_entries_entity_idx ON audit_entries (entity, entity_id, id);
  CREATE INDEX audit_entries_actor_idx ON audit_entries (actor_id, id);
  CREATE INDEX audit_entries_action_idx ON audit_entries (action, id);
  DROP INDEX users_created_at_idx, users_updated_at_idx, users_full_name_idx, users_role_idx, users_is_active_idx,
    users_last_login_idx, users_search_idx;
  DROP INDEX tasks_updated_at_idx, tasks_due_date_idx, tasks_closed_at_idx, tasks_overdue_idx, tasks_title_idx,
    tasks_priority_idx;
  DROP INDEX events_account_idx, events_source_idx, events_severity_idx, events_severity_created_at_idx,
    events_fingerprint_idx, events_created_at_idx, events_filters_idx;
  CREATE INDEX events_account_idx ON events (account, id);
  CREATE INDEX events_region_idx ON events (region, id);
  CREATE INDEX events_source_idx ON events (source, id);
  CREATE INDEX events_detail_type_idx ON events (detail_type, id);
  CREATE INDEX events_severity_idx ON events (severity_level, id);
  CREATE INDEX events_fingerprint_idx ON events (fingerprint, id);
  ALTER TABLE events DROP CONSTRAINT events_pkey, ADD CONSTRAINT events_pkey PRIMARY KEY (id);
`;

/** Each order and each filter of a list has an index. */
export class IndexesOfLists1764000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statements of [EVENTS, TASKS, USERS, AUDIT]) await runner.query(statements);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(BEFORE);
  }
}
