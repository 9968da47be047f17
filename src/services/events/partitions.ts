import { type Transaction, transact } from '../core/connection.js';
import type { Core } from '../core/core.js';
import { DAY } from '../core/durations.js';
import { LOCKS } from '../core/write/advisory-lock.js';
import { lowestEventId, timeOfEventId } from './event-id.js';

const WEEK = 7 * DAY;

/** The first Monday of Unix time, 00:00 UTC. */
const FIRST_MONDAY = 4 * DAY;

const WEEKS_AHEAD = 4;

/** That a new table begins with; what is older goes to the edge partition. */
const WEEKS_BACK = 13;

const EDGE = 'events_edge';

export interface Partition {
  name: string;
  /** Milliseconds since 1970; `until` is not part of it. */
  from: number;
  until: number;
}

/** Makes the partitions that are missing: the edge, and the weeks from its end to four weeks ahead. */
export async function ensurePartitions({ db, now }: Pick<Core, 'db' | 'now'>): Promise<void> {
  await transact({ db }, async (manager) => {
    await manager.query('SELECT pg_advisory_xact_lock($1)', [LOCKS.partitions]);
    const week = weekOf(now().getTime());
    const newest = (await listPartitions(manager)).at(-1) ?? (await createEdge(manager, week - WEEKS_BACK * WEEK));
    for (let from = newest.until; from < week + (WEEKS_AHEAD + 1) * WEEK; from += WEEK) {
      await createPartition(manager, weekFrom(from));
    }
  });
}

/** Drops a weekly partition, and lets the edge partition take its range. Call it for the oldest one. */
export async function dropPartition(manager: Transaction, { name, until }: Partition): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock($1)', [LOCKS.partitions]);
  await manager.query(`DROP TABLE ${name}`);
  await manager.query(`ALTER TABLE events DETACH PARTITION ${EDGE}`);
  await manager.query(`ALTER TABLE events ATTACH PARTITION ${EDGE} FOR VALUES FROM ('${lowestEventId(0)}') TO
    ('${lowestEventId(until)}')`);
}

/** The weekly partitions, oldest first. */
export async function weeklyPartitions(manager: Transaction): Promise<Partition[]> {
  return (await listPartitions(manager)).filter(({ name }) => name !== EDGE);
}

async function listPartitions(manager: Transaction): Promise<Partition[]> {
  const found = (await manager.query(
    `SELECT c.relname AS name, pg_get_expr(c.relpartbound, c.oid) AS bounds
     FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'events'::regclass`,
  )) as { name: string; bounds: string }[];
  return found
    .map(({ name, bounds }) => {
      const [from = 0, until = 0] = [...bounds.matchAll(/'([0-9a-f-]{36})'/g)].map(([, id]) =>
        timeOfEventId(id as string),
      );
      return { name, from, until };
    })
    .sort((a, b) => a.from - b.from);
}

async function createEdge(manager: Transaction, until: number): Promise<Partition> {
  const edge = { name: EDGE, from: 0, until };
  await createPartition(manager, edge);
  return edge;
}

async function createPartition(manager: Transaction, { name, from, until }: Partition): Promise<void> {
  await manager.query(
    `CREATE TABLE ${name} PARTITION OF events FOR VALUES FROM ('${lowestEventId(from)}') TO ('${lowestEventId(until)}')`,
  );
}

const weekFrom = (from: number): Partition => ({
  name: `events_${new Date(from).toISOString().slice(0, 10).replaceAll('-', '')}`,
  ...boundsFrom(from),
});

const boundsFrom = (from: number): Omit<Partition, 'name'> => ({ from, until: from + WEEK });

/** What the partition holds that events of that time are in, unless it has become a part of the edge. */
export const partitionBounds = (milliseconds: number): Omit<Partition, 'name'> => boundsFrom(weekOf(milliseconds));

const weekOf = (milliseconds: number): number => Math.floor((milliseconds - FIRST_MONDAY) / WEEK) * WEEK + FIRST_MONDAY;
