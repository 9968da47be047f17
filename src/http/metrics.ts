import { setTimeout as wait } from 'node:timers/promises';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Deps } from '../services/deps.js';
import { type JobFigure, jobFigures } from '../services/jobs/job-figures.js';

/** Milliseconds that the figures of the jobs are kept, and that a scrape waits for them. */
const JOBS_KEPT_MS = 5000;
const JOBS_PATIENCE_MS = 2000;

export interface HttpMetrics {
  /** Seconds of each request. */
  requests: Histogram<'method' | 'route' | 'status'>;
  /** Everything that the app measures, as Prometheus reads it. */
  registry: Registry;
}

/** What one app measures of its requests, its process and what it stands on, beside what its services count. */
export function createHttpMetrics(deps: Deps): HttpMetrics {
  const own = new Registry();
  const registers = [own];
  collectDefaultMetrics({ register: own });
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'From the request to the end of its answer.',
    labelNames: ['method', 'route', 'status'] as const,
    registers,
  });
  measurePool(deps, registers);
  measureWaitingEvents(deps, registers);
  measureWaitingPasswords(deps, registers);
  measureJobs(deps, registers);
  return { requests, registry: Registry.merge([own, deps.metrics.registry]) };
}

function measurePool({ pool }: Deps, registers: Registry[]): void {
  new Gauge({
    name: 'signalbox_db_pool',
    help: 'Connections to the database: total, idle among them, and callers that wait for one.',
    labelNames: ['state'] as const,
    registers,
    collect() {
      this.set({ state: 'total' }, pool.totalCount);
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'waiting' }, pool.waitingCount);
    },
  });
}

function measureWaitingEvents({ eventWriter }: Deps, registers: Registry[]): void {
  new Gauge({
    name: 'signalbox_events_waiting',
    help: 'Events in memory that wait to be written.',
    registers,
    collect() {
      this.set(eventWriter.waitingEvents);
    },
  });
}

function measureWaitingPasswords({ passwordQueues: { hashing, scoring } }: Deps, registers: Registry[]): void {
  new Gauge({
    name: 'signalbox_passwords_waiting',
    help: 'Passwords that wait to be hashed, compared or scored.',
    registers,
    collect() {
      this.set(hashing.waiting + scoring.waiting);
    },
  });
}

function measureJobs(deps: Deps, registers: Registry[]): void {
  const figures = recentJobFigures(deps);
  const labelNames = ['queue', 'state'] as const;
  const told = (gauge: Gauge<'queue' | 'state'>, name: 'count' | 'oldest_seconds', jobs: JobFigure[]): void => {
    gauge.reset();
    for (const { queue, state, [name]: figure } of jobs) gauge.set({ queue, state }, figure);
  };
  new Gauge({
    name: 'signalbox_jobs',
    help: 'Jobs by queue and state, but for those that are done.',
    labelNames,
    registers,
    collect: async function () {
      told(this, 'count', await figures());
    },
  });
  new Gauge({
    name: 'signalbox_jobs_oldest_seconds',
    help: 'Age of the oldest job by queue and state: since it could have begun, began or ended.',
    labelNames,
    registers,
    collect: async function () {
      told(this, 'oldest_seconds', await figures());
    },
  });
}

/** The jobs as they were a moment ago. None where they cannot be read in time: the rest is told all the same. */
function recentJobFigures(deps: Deps): () => Promise<JobFigure[]> {
  let until = 0;
  let figures = Promise.resolve<JobFigure[]>([]);
  const read = async (): Promise<JobFigure[]> => {
    try {
      return await Promise.race([jobFigures(deps), wait(JOBS_PATIENCE_MS, [], { ref: false })]);
    } catch (error) {
      deps.log.debug({ err: error }, 'metrics: the jobs cannot be read');
      return [];
    }
  };
  return () => {
    const now = deps.now().getTime();
    if (now >= until) {
      until = now + JOBS_KEPT_MS;
      figures = read();
    }
    return figures;
  };
}
