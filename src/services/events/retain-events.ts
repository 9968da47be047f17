import type { MonitoringEvent } from '../../entities/event.entity.js';
import { SYSTEM } from '../core/access/actor.js';
import type { Transaction } from '../core/connection.js';
import type { Core } from '../core/core.js';
import { DAY } from '../core/durations.js';
import { operation } from '../core/write/operation.js';
import { perform } from '../core/write/perform.js';
import { addCounts } from './add-counts.js';
import { keptFrom, RETENTION_DAYS, retentionOf } from './event-record.js';
import { dropPartition, type Partition, weeklyPartitions } from './partitions.js';

interface Retention {
  days: number;
  /** What is older goes. */
  oldest: Date;
}

/** Rows of the edge partition that one statement takes, so that none runs for long. */
const EDGE_BATCH = 5000;

const EXPIRED = `${keptFrom(retentionOf('$1'))} < $2`;

/** What counting an event needs of it. */
const COUNTED = 'published_at, severity_level, source, account, region, deleted_at';

/** What was deleted before has left the counts already. */
const counted = (events: MonitoringEvent[]): MonitoringEvent[] =>
  events.filter(({ deleted_at }) => deleted_at === null);

/** One step as the system, with its audit entry; false when there was nothing to do. */
const retentionStep = (action: string, step: (manager: Transaction, retention: Retention) => Promise<object | null>) =>
  operation({
    permission: 'events:delete',
    action,
    entity: 'event',
    work: async (ctx) => {
      const [{ days }] = (await ctx.manager.query(`SELECT ${RETENTION_DAYS} AS days`)) as [{ days: number }];
      const done = await step(ctx.manager, { days, oldest: new Date(ctx.now.getTime() - days * DAY) });
      if (done) ctx.audit({ entity_id: null, before: done, after: null });
      else ctx.unchanged();
      return done !== null;
    },
  });

/** Drops the oldest week once all of it is too old. Its late arrivals move to the edge partition. */
const dropExpiredWeek = retentionStep('event.drop_week', async (manager, { days, oldest }) => {
  const [week] = await weeklyPartitions(manager);
  if (!week || week.until > oldest.getTime()) return null;
  // First of all, so that no event comes in between the counts and the rows.
  await manager.query(`SET LOCAL lock_timeout = '5s'`);
  await manager.query('LOCK TABLE events IN ACCESS EXCLUSIVE MODE');
  await manager.query(`CREATE TEMPORARY TABLE late_events ON COMMIT DROP AS SELECT * FROM ${week.name} LIMIT 0`);
  await manager.query(`INSERT INTO late_events SELECT * FROM ${week.name} e WHERE NOT (${EXPIRED})`, [days, oldest]);
  await dropCounts(manager, week);
  await dropPartition(manager, week);
  await manager.query('INSERT INTO events SELECT * FROM late_events');
  await addCounts({ manager }, counted(await manager.query(`SELECT ${COUNTED} FROM late_events`)), 1);
  return { week: week.name };
});

/** Those of the week, and what late events of earlier times have left behind: a day without events is forgotten. */
async function dropCounts(manager: Transaction, week: Partition): Promise<void> {
  const range = [new Date(week.from), new Date(week.until)];
  await manager.query('DELETE FROM event_counts WHERE hour < $2 AND (hour >= $1 OR count = 0)', range);
  await manager.query('DELETE FROM event_day_counts WHERE day < $2 AND (day >= $1 OR count = 0)', range);
}

const deleteExpiredFromEdge = retentionStep('event.delete_expired', async (manager, { days, oldest }) => {
  const [deleted] = await manager.query(
    `DELETE FROM events_edge WHERE id IN (SELECT id FROM events_edge e WHERE ${EXPIRED} LIMIT ${EDGE_BATCH})
       RETURNING ${COUNTED}`,
    [days, oldest],
  );
  if (deleted.length === 0) return null;
  await addCounts({ manager }, counted(deleted), -1);
  return { events: deleted.length };
});

/**
 * Lets go of the events that are older than the retention: whole weeks at once, and row by row those that arrived
 * late. Each step is a transaction of its own, so a long one can be taken up again.
 */
export async function retainEvents(core: Core): Promise<void> {
  try {
    while (await perform(core, SYSTEM, dropExpiredWeek));
    while (await perform(core, SYSTEM, deleteExpiredFromEdge));
  } finally {
    core.cache.drop('figures');
  }
}
