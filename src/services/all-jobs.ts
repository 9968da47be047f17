import type { Job } from './core/jobs.js';
import { cleanUpJob } from './core/write/clean-up.js';
import type { Deps } from './deps.js';
import { eventsPartitions, eventsRetention } from './events/events.jobs.js';

/** Every job there is. One that is not here has no queue, so that sending it fails. */
export const allJobs: readonly Job<Deps>[] = [eventsPartitions, eventsRetention, cleanUpJob];
