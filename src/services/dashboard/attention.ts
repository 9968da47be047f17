import type { Caller } from '../core/access/actor.js';
import { authorise } from '../core/access/policy.js';
import { cached } from '../core/read/cached.js';
import { countUpTo } from '../core/read/list-total.js';
import { Conditions, rows } from '../core/read/sql.js';
import type { Deps } from '../deps.js';
import { EVENT_COLUMNS, type EventRecord, NEEDS_ATTENTION } from '../events/event-record.js';

const CACHE_MS = 1000;

interface Attention {
  /** Up to 10,000 exact, past that an estimate. */
  total: number;
  critical: number;
  newest: EventRecord[];
}

/** What is wrong now, newest first. */
export async function eventsNeedingAttention(deps: Deps, caller: Caller): Promise<Attention> {
  authorise(caller.actor, 'events:read');
  return cached(deps, 'figures', 'attention', CACHE_MS, async () => {
    const all = new Conditions().add(NEEDS_ATTENTION);
    const critical = new Conditions().add(NEEDS_ATTENTION).add('e.severity_level >= 4');
    const [total, criticalTotal, newest] = await Promise.all([
      countUpTo(deps, 'events e', all),
      countUpTo(deps, 'events e', critical),
      rows<EventRecord>(
        deps,
        `SELECT ${EVENT_COLUMNS} FROM events e WHERE ${NEEDS_ATTENTION} ORDER BY e.id DESC LIMIT 10`,
      ),
    ]);
    return { total: total.total, critical: criticalTotal.total, newest };
  });
}
