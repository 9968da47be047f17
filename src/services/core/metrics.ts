import { Counter, Histogram, Registry } from 'prom-client';

/** Where something can happen that nobody expected. */
const UNEXPECTED_PLACES = ['request', 'event', 'job', 'after-commit', 'process'] as const;
export type UnexpectedPlace = (typeof UNEXPECTED_PLACES)[number];

/** What the services count, each process for itself. `/metrics` tells it, beside what is measured of requests. */
export type Metrics = ReturnType<typeof createMetrics>;

/** Not in prom-client's global registry: several apps may live in one process. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const metrics = {
    registry,
    ingested: new Counter({
      name: 'signalbox_events_ingested_total',
      help: 'Events that senders brought, by what became of them.',
      labelNames: ['outcome'] as const,
      registers,
    }),
    flushSeconds: new Histogram({
      name: 'signalbox_event_flush_seconds',
      help: 'How long the transaction took that writes waiting events.',
      registers,
    }),
    flushEvents: new Histogram({
      name: 'signalbox_event_flush_events',
      help: 'How many events one transaction wrote together.',
      buckets: [1, 5, 10, 50, 100, 250, 500, 1000],
      registers,
    }),
    cacheReads: new Counter({
      name: 'signalbox_cache_reads_total',
      help: 'Reads of what is kept for a moment, by what it is and whether it was there.',
      labelNames: ['topic', 'outcome'] as const,
      registers,
    }),
    unexpected: new Counter({
      name: 'signalbox_unexpected_errors_total',
      help: 'Errors that nobody expected, by where they happened.',
      labelNames: ['where'] as const,
      registers,
    }),
  };
  // From zero on, so that the first one shows as an increase.
  for (const outcome of ['accepted', 'duplicate', 'rejected']) metrics.ingested.inc({ outcome }, 0);
  for (const where of UNEXPECTED_PLACES) metrics.unexpected.inc({ where }, 0);
  return metrics;
}
