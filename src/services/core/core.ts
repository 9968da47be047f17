import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Config } from '../../config.js';
import type { PasswordQueues } from './access/password-queue.js';
import type { RateLimits } from './access/rate-limits.js';
import type { Shares } from './access/shares.js';
import type { Cache } from './cache/cache.js';
import type { Jobs } from './jobs.js';
import type { Metrics } from './metrics.js';
import type { Redis } from './redis.js';
import type { OnUnexpected } from './unexpected.js';
import type { Denials } from './write/denials.js';

/** What everything stands on, below every noun. The composition root makes it once; tests set the clock. */
export interface Core {
  config: Config;
  /** For transactions and entities. */
  db: DataSource;
  /** The same connections, for raw statements. */
  pool: Pool;
  log: Logger;
  /** What is left to workers, there in every role. */
  jobs: Jobs;
  cache: Cache;
  /** Absent without REDIS_URL. */
  redis: Redis | null;
  /** Where whatever works on a password takes turns. */
  passwordQueues: PasswordQueues;
  /** What one caller does at once; both doors go through it. */
  shares: Shares;
  metrics: Metrics;
  rateLimits: RateLimits;
  /** What was denied a moment ago. */
  denials: Denials;
  /** Hears of what nobody expected; see `tellUnexpected`. */
  onUnexpected: OnUnexpected;
  now: () => Date;
  newId: () => string;
}
