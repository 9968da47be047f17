import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { SYSTEM } from '../core/actor.js';
import type { Deps } from '../core/deps.js';
import { perform } from '../core/perform.js';
import { addCounts } from './event-counts.js';
import { dropPartition, type Partition, weeklyPartitions } from './partitions.js';

const DAY = 86_400_000;

interface Retention {
  days: number;
  /** What is older goes. */
  oldest: Date;
}

/** Rows of the edge partition that one statement takes, so that none runs for long. */
const EDGE_BATCH = 5000;

/**
 * Lets go of the events that are older than the retention: whole weeks at once, and row by row those that arrived
 * late. Each step is a transaction of its own, so a long one can be taken up again.
 */
export async function retainEvents(deps: Deps): Promise<void> {
  while (await dropExpiredWeek(deps));
  while (await deleteExpiredFromEdge(deps));
}

async function dropExpiredWeek(deps: Deps): Promise<boolean> {
  return retentionStep(deps, 'event.drop_week', async (manager, retention) => {
    const [week] = await weeklyPartitions(manager);
    if (!week || week.until > retention.oldest.getTime()) return null;
    if (await holdsLateArrivals(manager, week, retention)) return null;
    await manager.query('DELETE FROM event_counts WHERE hour >= $1 AND hour < $2', [
      new Date(week.from),
      new Date(week.until),
    ]);
    await dropPartition(manager, week);
    return { week: week.name };
  });
}

/** What came after its own retention had passed stays as long again from then. */
async function holdsLateArrivals(
  manager: EntityManager,
  { name }: Partition,
  { oldest, days }: Retention,
): Promise<boolean> {
  const [late] = await manager.query(
    `SELECT 1 FROM ${name} WHERE created_at > $1 AND published_at < created_at - make_interval(days => $2) LIMIT 1`,
    [oldest, days],
  );
  return late !== undefined;
}

async function deleteExpiredFromEdge(deps: Deps): Promise<boolean> {
  return retentionStep(deps, 'event.delete_expired', async (manager, { oldest }) => {
    const [deleted] = await manager.query(
      `DELETE FROM events_edge WHERE id IN (SELECT id FROM events_edge WHERE created_at < $1 LIMIT ${EDGE_BATCH})
       RETURNING published_at, severity_level, source, account, region, deleted_at`,
      [oldest],
    );
    if (deleted.length === 0) return null;
    const counted = deleted.filter(({ deleted_at }: { deleted_at: Date | null }) => deleted_at === null);
    if (counted.length > 0) await addCounts(manager, counted, -1);
    return { events: deleted.length };
  });
}

/** One step as the system, with its audit entry; false when there was nothing to do. */
async function retentionStep(
  deps: Deps,
  action: string,
  step: (manager: EntityManager, retention: Retention) => Promise<object | null>,
): Promise<boolean> {
  const [{ days }] = (await deps.db.query(
    `SELECT (global_settings ->> 'data_retention_days')::int AS days FROM monitoring_settings LIMIT 1`,
  )) as [{ days: number }];
  const oldest = new Date(deps.now().getTime() - days * DAY);
  return perform(deps, SYSTEM, {
    permission: 'events:delete',
    action,
    entity: 'event',
    schema: z.void(),
    input: undefined,
    work: async (ctx) => {
      const done = await step(ctx.manager, { days, oldest });
      if (done) ctx.audit({ entity_id: null, before: done, after: null });
      else ctx.unchanged();
      return done !== null;
    },
  });
}
