import { SYSTEM } from '../core/access/actor.js';
import type { Deps } from '../deps.js';
import { countedTotal } from '../events/event-counts.js';
import { eventsNeedingAttention } from './attention.js';
import { eventsStats } from './events-stats.js';
import { lastDayStats, lastHours } from './last-day.js';

/**
 * Loads what dashboards ask first, so that the first one finds the figures, or at least the database their pages. It is
 * nobody's request: what fails here fails nothing.
 */
export async function warmUp(deps: Deps): Promise<void> {
  try {
    await eventsNeedingAttention(deps, SYSTEM);
    await countedTotal(deps);
    await lastDayStats(deps, SYSTEM);
    await lastHours(deps, SYSTEM, 24);
    await eventsStats(deps, SYSTEM, {});
  } catch (error) {
    deps.log.info({ err: error }, 'the figures were not warmed up');
  }
}
