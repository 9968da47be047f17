import { z } from 'zod';
import { job } from '../core/jobs.js';
import { ensurePartitions } from './partitions.js';
import { retainEvents } from './retain-events.js';

export const eventsPartitions = job({
  name: 'events-partitions',
  cron: '7 * * * *',
  data: z.null(),
  work: ensurePartitions,
});

export const eventsRetention = job({
  name: 'events-retention',
  cron: '37 2 * * *',
  data: z.null(),
  work: retainEvents,
});
