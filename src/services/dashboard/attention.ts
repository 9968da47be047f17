import type { Caller } from '../core/access/actor.js';
import { authorise } from '../core/access/policy.js';
import { countUpTo } from '../core/read/list-total.js';
import { Conditions, rows } from '../core/read/sql.js';
import type { Deps } from '../deps.js';
import { type EventRecord, NEEDS_ATTENTION } from '../events/event-record.js';

/** Milliseconds that it is kept; whatever happens to an event drops it. */
const CACHE_MS = 30_000;

/** What its list shows. */
interface NewestEvent extends Pick<EventRecord, 'id' | 'title' | 'account' | 'severity_level'> {
  /** In ISO 8601. */
  published_at: string;
}

interface Attention {
  /** Up to 10,000 exact, past that an estimate. */
  total: number;
  critical: number;
  newest: NewestEvent[];
}

/** What is wrong now, newest first. */
export async function eventsNeedingAttention(deps: Deps, caller: Caller): Promise<Attention> {
  authorise(caller.actor, 'events:read');
  return deps.cache.get('figures', 'attention', CACHE_MS, async () => {
    const all = new Conditions().add(NEEDS_ATTENTION);
    const critical = new Conditions().add(NEEDS_ATTENTION).add('e.severity_level >= 4');
    const [total, criticalTotal, newest] = await Promise.all([
      countUpTo(deps, 'events e', all),
      countUpTo(deps, 'events e', critical),
      rows<Omit<NewestEvent, 'published_at'> & Pick<EventRecord, 'published_at'>>(
        deps,
        `SELECT e.id, e.title, e.account, e.severity_level, e.published_at FROM events e WHERE ${NEEDS_ATTENTION}
         ORDER BY e.id DESC LIMIT 10`,
      ),
    ]);
    return {
      total: total.total,
      critical: criticalTotal.total,
      newest: newest.map((event) => ({ ...event, published_at: event.published_at.toISOString() })),
    };
  });
}
