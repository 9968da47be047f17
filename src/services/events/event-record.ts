import { MonitoringEvent } from '../../entities/event.entity.js';
import type { Actor } from '../core/access/actor.js';
import { authorise } from '../core/access/policy.js';
import { AppError } from '../core/errors.js';
import { requireId } from '../core/input/shapes.js';
import { isLarge } from '../core/read/abridged.js';
import { rows } from '../core/read/sql.js';
import type { Titles } from '../core/read/titles.js';
import type { Context } from '../core/write/context.js';
import { lock } from '../core/write/records.js';

/** An event as it is read. `expires_at` follows from the retention that is set now. */
export interface EventRecord {
  id: string;
  account: string;
  region: string;
  source: string;
  detail_type: string;
  detail: unknown;
  severity_level: number;
  title: string;
  resources: string[];
  fingerprint: string;
  source_state: 'firing' | 'resolved' | null;
  published_at: Date;
  created_at: Date;
  updated_at: Date;
  expires_at: Date;
  acknowledged_at: Date | null;
  acknowledged_by: string | null;
  notes: string | null;
  tags: string[];
  task_id: string | null;
  /** In lists, of a large event: its detail and all but its first resources are left out. */
  is_abridged?: boolean;
}

/** In hours, since a day of PostgreSQL has 23 or 25 of them where its time zone changes the clocks. */
export const retentionOf = (days: string): string => `make_interval(hours => 24 * ${days})`;

/** In SQL: the days that the settings say. */
export const RETENTION_DAYS = `(SELECT (global_settings ->> 'data_retention_days')::int FROM monitoring_settings LIMIT 1)`;

const RETENTION = retentionOf(RETENTION_DAYS);

/** From when an event is kept: what arrives older than the retention from its arrival, all else from its own time. */
export const keptFrom = (retention: string): string =>
  `CASE WHEN e.published_at < e.created_at - ${retention} THEN e.created_at ELSE e.published_at END`;

/** All that lists and pages show; who brought an event and what it was found by stay inside. */
const EVENT_COLUMNS = `e.id, e.account, e.region, e.source, e.detail_type, e.severity_level, e.title, e.fingerprint,
  e.source_state, e.published_at, e.created_at, e.updated_at, e.acknowledged_at, e.acknowledged_by, e.notes, e.tags,
  e.task_id`;

/** As JSON, since the driver takes ten times as long to read an array of PostgreSQL's. */
const WHOLE = 'e.detail, to_json(e.resources) AS resources';

/** A hundred events of five megabytes are no page, nor are a hundred times twenty resources of two kilobytes. */
const FIRST_RESOURCES = `CASE WHEN ${isLarge('to_json(e.resources[1:20])')} THEN '{}' ELSE e.resources[1:20] END`;
const ABRIDGED = `CASE WHEN e.is_large THEN '{}' ELSE e.detail END AS detail,
  CASE WHEN e.is_large THEN ${FIRST_RESOURCES} ELSE e.resources END AS resources, e.is_large AS is_abridged`;

const EXPIRES_AT = `${keptFrom(RETENTION)} + ${RETENTION}`;

export const EVENTS = {
  select: `${EVENT_COLUMNS}, ${WHOLE}, ${EXPIRES_AT} AS expires_at`,
  from: 'events e',
  id: 'e.id',
  where: 'e.deleted_at IS NULL',
};

/** The same, for lists. */
export const LISTED_EVENTS = { ...EVENTS, select: `${EVENT_COLUMNS}, ${ABRIDGED}, ${EXPIRES_AT} AS expires_at` };

export const EVENT_TITLES: Titles = { source: EVENTS, title: 'e.title' };

/** High or critical, nobody has acknowledged it, and its source has not called it off: what is wrong now. */
export const NEEDS_ATTENTION = `e.acknowledged_at IS NULL AND e.deleted_at IS NULL AND e.suppressed_at IS NULL
  AND e.severity_level >= 3 AND e.source_state IS DISTINCT FROM 'resolved'`;

/** Whether a key that is bound to accounts may touch this one. */
export const reachesAccount = (actor: Actor, account: string): boolean =>
  actor.type !== 'key' || actor.accounts === null || actor.accounts.includes(account);

/** What takes long to read, where an event has megabytes of it. */
type Bulk = 'detail' | 'resources';

/**
 * The event, locked, without what its sender said at length. To a key of other accounts it is not there.
 * @throws {AppError} NOT_FOUND
 */
export async function lockEvent(ctx: Context, eventId: string): Promise<Omit<MonitoringEvent, Bulk>> {
  const event = await lock(ctx, MonitoringEvent, eventId, { without: ['detail', 'resources'] });
  if (!reachesAccount(ctx.actor, event.account)) throw new AppError('NOT_FOUND');
  return event;
}

/**
 * Ties an event to the task that is about to be made of it, and tells of it: for who may read it. One task an event.
 * @throws {AppError} FORBIDDEN, NOT_FOUND, EVENT_HAS_TASK with details.task_id
 */
export async function claimEvent(ctx: Context, eventId: string, taskId: string): Promise<ClaimedEvent> {
  authorise(ctx.actor, 'events:read');
  const claim = () => rows<ClaimedEvent>(ctx, CLAIM, [requireId(eventId), taskId, ctx.now]);
  let [event] = await claim();
  if (!event) {
    const { task_id } = await lockEvent(ctx, eventId);
    if (task_id !== null) throw new AppError('EVENT_HAS_TASK', { details: { task_id } });
    // Its task was deleted at the same moment, which the lock has waited for.
    [event] = await claim();
  }
  if (!event || !reachesAccount(ctx.actor, event.account)) throw new AppError('NOT_FOUND');
  return event;
}

/** What a task is made from. */
export type ClaimedEvent = Pick<
  MonitoringEvent,
  'id' | 'account' | 'region' | 'source' | 'detail_type' | 'severity_level' | 'title' | 'resources' | 'published_at'
>;

const CLAIM = `UPDATE events SET task_id = $2, updated_at = $3
  WHERE id = $1 AND task_id IS NULL AND deleted_at IS NULL
  RETURNING id, account, region, source, detail_type, severity_level, title, to_json(resources) AS resources, published_at`;
