import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Config } from '../../config.js';
import type { EventWriter } from '../events/event-writer.js';
import type { RateLimits } from './access/rate-limits.js';

/** What every service stands on. The composition root makes it once; tests set the clock. */
export interface Deps {
  config: Config;
  db: DataSource;
  log: Logger;
  now: () => Date;
  newId: () => string;
  eventWriter: EventWriter;
  rateLimits: RateLimits;
}
