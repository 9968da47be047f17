import { guarded } from '../core/access/guarded.js';
import { Conditions } from '../core/read/conditions.js';
import { Matching } from '../core/read/list-total.js';
import { Parameters } from '../core/read/parameters.js';
import { rows } from '../core/read/sql.js';
import { type EventRecord, NEEDS_ATTENTION } from '../events/event-record.js';

/** Milliseconds that it is kept; whatever happens to an event drops it. */
const CACHE_MS = 30_000;

/** What its list shows. */
interface NewestEvent extends Pick<EventRecord, 'id' | 'title' | 'account' | 'severity_level'> {
  /** In ISO 8601. */
  published_at: string;
}

interface Row extends Omit<NewestEvent, 'published_at'>, Pick<EventRecord, 'published_at'> {
  counted: number;
  counted_critical: number;
}

interface Attention {
  /** Up to 10,000 exact, past that an estimate. */
  total: number;
  critical: number;
  newest: NewestEvent[];
}

/** What is wrong now, newest first. */
export const eventsNeedingAttention = guarded({
  permission: 'events:read',
  action: 'dashboard.attention',
  entity: 'dashboard',
  work: (core): Promise<Attention> =>
    core.cache.get('figures', 'attention', CACHE_MS, async () => {
      const all = new Matching({ from: 'events e' }, new Conditions().add(NEEDS_ATTENTION));
      const critical = new Matching(
        { from: 'events e' },
        new Conditions().add(NEEDS_ATTENTION).add('e.severity_level >= 4'),
      );
      const parameters = new Parameters();
      const newest = await rows<Row>(
        core,
        `SELECT e.id, e.title, e.account, e.severity_level, e.published_at,
           ${all.counted(parameters)} AS counted, ${critical.counted(parameters)} AS counted_critical
         FROM events e WHERE ${NEEDS_ATTENTION} ORDER BY e.id DESC LIMIT 10`,
      );
      const { counted = 0, counted_critical = 0 } = newest[0] ?? {};
      return {
        total: (await all.total(core, counted)).total,
        critical: (await critical.total(core, counted_critical)).total,
        newest: newest.map(({ counted: _all, counted_critical: _critical, published_at, ...event }) => ({
          ...event,
          published_at: published_at.toISOString(),
        })),
      };
    }),
});
