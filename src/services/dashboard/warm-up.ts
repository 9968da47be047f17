import { SYSTEM } from '../core/access/actor.js';
import type { Core } from '../core/core.js';
import { countedTotal } from '../events/event-counts.js';
import { eventsNeedingAttention } from './attention.js';
import { eventsStats } from './events-stats.js';
import { lastDayStats, lastHours } from './last-day.js';

/**
 * Loads what dashboards ask first, so that the first one finds the figures, or at least the database their pages. It is
 * nobody's request: what fails here fails nothing.
 */
export async function warmUp(core: Core): Promise<void> {
  try {
    await eventsNeedingAttention(core, SYSTEM);
    await countedTotal(core);
    await lastDayStats(core, SYSTEM);
    await lastHours(core, SYSTEM, 24);
    await eventsStats(core, SYSTEM, {});
  } catch (error) {
    core.log.info({ err: error }, 'the figures were not warmed up');
  }
}
