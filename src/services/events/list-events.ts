import type { z } from 'zod';
import type { Actor } from '../core/access/actor.js';
import { guarded } from '../core/access/guarded.js';
import type { Core } from '../core/core.js';
import { afterUnix } from '../core/input/shapes.js';
import { listPage, sortedBy } from '../core/read/list.js';
import { Conditions } from '../core/read/sql.js';
import { listEventsQuery } from './event.schema.js';
import { countedTotal, countedWith, type Dimension } from './event-counts.js';
import { lowestEventId } from './event-id.js';
import { type EventRecord, LISTED_EVENTS, NEEDS_ATTENTION } from './event-record.js';
import { severityLevels } from './severity.js';

// An id begins with the time, so the order by id is the order by time, and no other index is needed for it.
const SOURCE = {
  ...LISTED_EVENTS,
  sortable: { published_at: 'e.id', severity: 'e.severity_level', created_at: 'e.created_at' },
  defaultSort: '-published_at',
};

type Query = z.infer<typeof listEventsQuery>;
type Filters = Omit<Query, 'page' | 'page_size' | 'limit' | 'cursor' | 'sort'>;

/** Events by what they are and where they come from, newest first. */
export const listEvents = guarded({
  permission: 'events:read',
  action: 'event.list',
  entity: 'event',
  query: sortedBy(SOURCE, listEventsQuery),
  work: async (core, { actor }, query) => {
    const { page, page_size, limit, cursor, sort, ...filters } = query;
    const conditions = eventConditions(actor, filters);
    return listPage<EventRecord>(core, SOURCE, conditions, query, await knownTotal(core, actor, filters));
  },
});

/** The counts know the totals of a list without filters, and of one that is filtered by one thing that they count. */
async function knownTotal(core: Core, actor: Actor, filters: Filters): Promise<number | null> {
  const [first, ...others] = Object.entries(filters).filter(([, value]) => value !== undefined);
  if (boundAccounts(actor) || others.length > 0) return null;
  if (!first) return countedTotal(core);
  const { severity, source, account, region } = filters;
  const levels = severity?.flatMap(severityLevels).map(String);
  const counted = Object.entries({ severity: levels, source, account, region }).find(([, values]) => values);
  return counted?.[1] ? countedWith(core, counted[0] as Dimension, counted[1]) : null;
}

/** The events that match the filters and that the actor may see. */
function eventConditions(actor: Actor, filters: Filters) {
  const conditions = new Conditions()
    .addIf(boundAccounts(actor), 'e.account = ANY(?)')
    .addIf(filters.account, 'e.account = ANY(?)')
    .addIf(filters.region, 'e.region = ANY(?)')
    .addIf(filters.source, 'e.source = ANY(?)')
    .addIf(filters.detail_type, 'e.detail_type = ANY(?)')
    .addIf(filters.severity, 'e.severity_level = ANY(?)', (names) => names.flatMap(severityLevels))
    .addIf(filters.fingerprint, 'e.fingerprint = ANY(?)')
    .addIf(filters.tag, `e.tags && ? AND e.tags <> '{}'`)
    .addIf(filters.start_date, 'e.id >= ?', (seconds) => lowestEventId(seconds * 1000))
    .addIf(filters.end_date, 'e.id < ?', (seconds) => lowestEventId(afterUnix(seconds).getTime()))
    .addIf(filters.search, `e.search @@ websearch_to_tsquery('simple', ?)`);
  if (filters.needs_attention) conditions.add(NEEDS_ATTENTION);
  if (filters.acknowledged === 'true') conditions.add('e.acknowledged_at IS NOT NULL');
  if (filters.acknowledged === 'false') conditions.add('e.acknowledged_at IS NULL');
  return conditions;
}

const boundAccounts = (actor: Actor): string[] | undefined =>
  actor.type === 'key' ? (actor.accounts ?? undefined) : undefined;
