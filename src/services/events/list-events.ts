import type { z } from 'zod';
import type { Actor } from '../core/access/actor.js';
import { guarded } from '../core/access/guarded.js';
import type { Core } from '../core/core.js';
import { afterUnix } from '../core/input/shapes.js';
import { Conditions } from '../core/read/conditions.js';
import { listPage } from '../core/read/list.js';
import { sortedBy } from '../core/read/paging.js';
import { listEventsQuery } from './event.schema.js';
import { countedDays, countedTotal, countedWith, type Dimension } from './event-counts.js';
import { lowestEventId, timeOfEventId } from './event-id.js';
import { pairsOf } from './event-pairs.js';
import { type EventRecord, LISTED_EVENTS, NEEDS_ATTENTION } from './event-record.js';
import { addWords } from './event-words.js';
import { partitionBounds } from './partitions.js';
import { severityLevels } from './severity.js';

// An id begins with the time, so the order by id is the order by time, and no other index is needed for it.
const SOURCE = {
  ...LISTED_EVENTS,
  sortable: {
    published_at: 'e.id',
    severity: { column: 'e.severity_level', values: [0, 1, 2, 3, 4, 5] },
    created_at: 'e.created_at',
  },
  defaultSort: '-published_at',
  indexedInOrder: ['e.account', 'e.source', 'e.severity_level', 'e.fingerprint'],
  together: pairsOf,
};

const TIME_ORDERS = {
  'e.id': { timeOf: timeOfEventId, keysAt: (time: number) => [lowestEventId(time)], partitionOf: partitionBounds },
  'e.created_at': {
    timeOf: Date.parse,
    keysAt: (time: number) => [new Date(time).toISOString(), lowestEventId(0)],
  },
};

type Query = z.infer<typeof listEventsQuery>;
type Filters = Omit<Query, 'page' | 'page_size' | 'limit' | 'cursor' | 'sort'>;

/**
 * Events by what they are and where they come from, newest first. A page whose time is up before it is full says so.
 * @throws {AppError} FORBIDDEN; VALIDATION_FAILED naming `search`, or as `listPage` does
 */
export const listEvents = guarded({
  permission: 'events:read',
  action: 'event.list',
  entity: 'event',
  query: sortedBy(SOURCE, listEventsQuery),
  work: async (core, { actor }, query) => {
    const { page, page_size, limit, cursor, sort, ...filters } = query;
    const conditions = eventConditions(actor, filters);
    const timed = async () => ({ orders: TIME_ORDERS, days: await countedDays(core), ...rangeOf(filters) });
    const known = await knownTotal(core, actor, filters);
    return listPage<EventRecord>(core, { ...SOURCE, timed }, conditions, query, known);
  },
});

/** The time between the dates that are asked for, in milliseconds since 1970. */
const rangeOf = ({
  start_date = 0,
  end_date = Number.POSITIVE_INFINITY,
}: Filters): { from: number; until: number } => ({
  from: start_date * 1000,
  until: end_date * 1000,
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
  const { start_date, end_date } = filters;
  const conditions = new Conditions()
    .addOneOf('e.account', boundAccounts(actor))
    .addOneOf('e.account', filters.account)
    .addOneOf('e.region', filters.region)
    .addOneOf('e.source', filters.source)
    .addOneOf('e.detail_type', filters.detail_type)
    .addOneOf('e.severity_level', filters.severity?.flatMap(severityLevels))
    .addOneOf('e.fingerprint', filters.fingerprint)
    .addIf(filters.tag, `e.tags && ? AND e.tags <> '{}'`)
    .addBound('e.id', '>=', start_date === undefined ? undefined : lowestEventId(start_date * 1000))
    .addBound('e.id', '<', end_date === undefined ? undefined : lowestEventId(afterUnix(end_date).getTime()));
  if (filters.search?.trim()) addWords(conditions, filters.search);
  if (filters.needs_attention) conditions.add(NEEDS_ATTENTION);
  if (filters.acknowledged === 'true') conditions.add('e.acknowledged_at IS NOT NULL');
  if (filters.acknowledged === 'false') conditions.add('e.acknowledged_at IS NULL');
  return conditions;
}

const boundAccounts = (actor: Actor): string[] | undefined =>
  actor.type === 'key' ? (actor.accounts ?? undefined) : undefined;
