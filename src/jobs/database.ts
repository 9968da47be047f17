import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { translateDatabaseError } from '../services/core/database-errors.js';
import { AppError } from '../services/core/errors.js';
import { Pool } from '../services/core/pool.js';

const RETRY_MS = 1000;

/**
 * The worker's two connections. While the database is away, statements wait for it: pg-boss notes without waiting that
 * a job has ended, and an error there would end the process.
 */
export class WorkerDatabase {
  private readonly pool: Pool;
  private isAway = false;
  private isClosing = false;

  constructor(
    url: string,
    private readonly log: Logger,
  ) {
    this.pool = new Pool({
      connectionString: url,
      max: 2,
      application_name: 'signalbox-jobs',
      // A server that is frozen or a network that is gone answers nothing at all.
      connectionTimeoutMillis: 5_000,
      query_timeout: 35_000,
      keepAlive: true,
    });
    // Told by the next statement that meets it.
    this.pool.on('error', () => undefined);
  }

  async executeSql(text: string, values: unknown[]): Promise<{ rows: object[] }> {
    for (;;) {
      try {
        const { rows } = await this.pool.query<object>(text, values);
        this.tell(false);
        return { rows };
      } catch (error) {
        if (!isAway(error) || this.isClosing) throw error;
        this.tell(true, error);
        await delay(RETRY_MS);
      }
    }
  }

  /** Statements wait no longer, so that a stop is not held up. */
  stopWaiting(): void {
    this.isClosing = true;
  }

  close = (): Promise<void> => this.pool.end();

  /** Once for each time that it goes, and once when it is back. */
  private tell(isAway: boolean, err?: unknown): void {
    if (isAway && !this.isAway) this.log.warn({ err }, 'jobs: the database is away');
    if (!isAway && this.isAway) this.log.info('jobs: the database is back');
    this.isAway = isAway;
  }
}

function isAway(error: unknown): boolean {
  const known = translateDatabaseError(error);
  return known instanceof AppError && known.code === 'DATABASE_UNAVAILABLE';
}
