import type { MonitoringEvent } from '../../entities/event.entity.js';
import type { Core } from '../core/core.js';
import { HOUR } from '../core/durations.js';
import { type On, rows } from '../core/read/sql.js';

export type Dimension = 'severity' | 'source' | 'account' | 'region';

type Counted = Pick<MonitoringEvent, 'published_at' | 'severity_level' | 'source' | 'account' | 'region'>;

/**
 * Adds events to the hourly counts, or takes them away. Call it last in the transaction: the counted rows are
 * what concurrent transactions wait for. They are written in key order, so that no two wait for each other.
 */
export async function addCounts(on: On, events: Counted[], sign: 1 | -1): Promise<void> {
  if (events.length === 0) return;
  const counts = new Map<string, number>();
  for (const event of events) {
    for (const key of keysOf(event)) counts.set(key, (counts.get(key) ?? 0) + sign);
  }
  const sorted = [...counts.keys()].sort();
  const keys = sorted.map((key) => JSON.parse(key) as [dimension: string, hour: number, value: string]);
  await rows(
    on,
    `INSERT INTO event_counts (dimension, hour, value, count)
     SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::bigint[])
     ON CONFLICT (dimension, hour, value) DO UPDATE SET count = event_counts.count + excluded.count`,
    [
      keys.map(([dimension]) => dimension),
      keys.map(([, hour]) => new Date(hour)),
      keys.map(([, , value]) => value),
      sorted.map((key) => counts.get(key)),
    ],
  );
}

function keysOf(event: Counted): string[] {
  const hour = Math.floor(event.published_at.getTime() / HOUR) * HOUR;
  const values: Record<Dimension, string> = {
    severity: String(event.severity_level),
    source: event.source,
    account: event.account,
    region: event.region,
  };
  return Object.entries(values).map(([dimension, value]) => JSON.stringify([dimension, hour, value]));
}

/** Milliseconds that a total is kept for other lists of the same; whoever adds or takes events away drops it. */
const CACHE_MS = 30_000;

/** How many events are stored: all, or those with one of these values. */
export function countedTotal(core: Core, dimension: Dimension = 'severity', values: string[] | null = null) {
  return core.cache.get('figures', `total ${JSON.stringify([dimension, values])}`, CACHE_MS, async () => {
    const [row] = await rows<{ total: number }>(
      core,
      `SELECT coalesce(sum(count), 0)::int AS total FROM event_counts
       WHERE dimension = $1 AND ($2::text[] IS NULL OR value = ANY($2))`,
      [dimension, values],
    );
    return row?.total ?? 0;
  });
}
