import type { Core } from '../core/core.js';
import type { DayCount } from '../core/read/day-counts.js';
import { rows } from '../core/read/sql.js';

/** What events are counted by, each by itself. `addCounts` keeps the counts. */
export const DIMENSIONS = ['severity', 'source', 'account', 'region'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Milliseconds that a total is kept for other lists of the same; whoever adds or takes events away drops it. */
const CACHE_MS = 30_000;

/** How many events are stored of each day (UTC). */
export const countedDays = (core: Core): Promise<DayCount[]> =>
  core.cache.get('figures', 'days', CACHE_MS, () =>
    rows<DayCount>(
      core,
      `SELECT (extract(epoch FROM day) * 1000)::float AS at, sum(count)::float AS count
       FROM event_day_counts WHERE dimension = 'severity' GROUP BY day`,
    ),
  );

/** How many events are stored. */
export const countedTotal = async (core: Core): Promise<number> => (await countedWith(core, 'severity', null)) ?? 0;

/** How many have one of these values, or any; null where some events were counted without their values' names. */
export function countedWith(core: Core, dimension: Dimension, values: string[] | null): Promise<number | null> {
  return core.cache.get('figures', `total ${JSON.stringify([dimension, values])}`, CACHE_MS, async () => {
    const [row] = await rows<{ total: number | null }>(
      core,
      `SELECT CASE WHEN bool_or(value = '' AND count > 0) THEN NULL ELSE coalesce(sum(count), 0)::int END AS total
       FROM event_day_counts WHERE dimension = $1 AND ($2::text[] IS NULL OR value = '' OR value = ANY($2))`,
      [dimension, values],
    );
    return row?.total ?? null;
  });
}
