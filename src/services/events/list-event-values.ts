import { guarded } from '../core/access/guarded.js';
import type { Core } from '../core/core.js';
import { rows } from '../core/read/sql.js';
import { eventValuesQuery } from './event.schema.js';
import type { Dimension } from './event-counts.js';

/** What events can be listed by: the counts know how often each value is there. */
type ValueName = Exclude<Dimension, 'severity'>;

export interface ValueCount {
  value: string;
  count: number;
}

/** The commonest that are listed. Sources are the senders' own words, so there is no end to them. */
const MOST_VALUES = 1000;

/** Milliseconds that the list is kept; what is written drops it. */
const CACHE_MS = 30_000;

/**
 * One kind of value of the stored events, commonest first, with how many there are of each. A key that is bound to
 * accounts sees what is in these.
 */
const listValues = (name: ValueName) =>
  guarded({
    permission: 'events:read',
    action: `event.list_${name}s`,
    entity: 'event',
    query: eventValuesQuery,
    work: async (core, { actor }, { counts }): Promise<string[] | ValueCount[]> => {
      const accounts = actor.type === 'key' ? actor.accounts : null;
      const found = await core.cache.get('figures', `values ${JSON.stringify([name, accounts])}`, CACHE_MS, () =>
        accounts === null || name === 'account' ? keptCounts(core, name, accounts) : countNewest(core, name, accounts),
      );
      return counts === 'true' ? found : found.map(({ value }) => value);
    },
  });

export const listEventAccounts = listValues('account');
export const listEventRegions = listValues('region');
export const listEventSources = listValues('source');

/** From the counts by day. */
const keptCounts = (core: Core, name: ValueName, values: string[] | null): Promise<ValueCount[]> =>
  rows<ValueCount>(
    core,
    `SELECT value, sum(count)::int AS count FROM event_day_counts
     WHERE dimension = $1 AND value <> '' AND ($2::text[] IS NULL OR value = ANY($2))
     GROUP BY value HAVING sum(count) > 0 ORDER BY count DESC, value LIMIT ${MOST_VALUES}`,
    [name, values],
  );

/** Events of an account that are looked at. */
const NEWEST = 1000;

/**
 * The counts do not know what is where in which account, so the newest events of each account tell. BETWEEN says
 * the same as an equals sign, but leaves only the account's index for this order: PostgreSQL would rather walk all events
 * by their ids, which never ends for an account that has few.
 */
const countNewest = (core: Core, name: 'region' | 'source', accounts: string[]): Promise<ValueCount[]> =>
  rows<ValueCount>(
    core,
    `SELECT newest.value, count(*)::int AS count FROM unnest($1::text[]) AS bound (account), LATERAL (
       SELECT e.${name} AS value FROM events e
       WHERE e.account BETWEEN bound.account AND bound.account AND e.deleted_at IS NULL
       ORDER BY e.account DESC, e.id DESC LIMIT ${NEWEST}
     ) AS newest GROUP BY newest.value ORDER BY count DESC, newest.value`,
    [[...new Set(accounts)]],
  );
