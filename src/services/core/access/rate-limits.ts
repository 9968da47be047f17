import type { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../errors.js';

/** Calls that an address may make a minute. They are counted in the database, so for all processes together. */
export const LIMITS = {
  /** A login costs a quarter of a second of bcrypt. */
  login: 60,
  /** Each asks AWS. */
  connection_test: 30,
} as const;

export type LimitName = keyof typeof LIMITS;

export interface LimitState {
  limit: number;
  remaining: number;
  /** Seconds until the count begins anew. */
  reset: number;
}

export type RateLimits = (name: LimitName, key: string) => Promise<LimitState>;

/**
 * Counts calls and says how many are left.
 * @throws {AppError} RATE_LIMITED with the seconds to wait
 */
export function createRateLimits(storeClient: Pool): RateLimits {
  const limiters = Object.entries(LIMITS).map(([name, points]) => {
    const options = { storeClient, storeType: 'pool', tableName: 'rate_limits', tableCreated: true };
    return [name, new RateLimiterPostgres({ ...options, keyPrefix: name, points, duration: 60 })] as const;
  });
  const byName = Object.fromEntries(limiters) as Record<LimitName, RateLimiterPostgres>;
  return async (name, key) => {
    try {
      return stateOf(name, await byName[name].consume(key));
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw new AppError('RATE_LIMITED', { retryAfter: stateOf(name, error).reset });
    }
  };
}

const stateOf = (name: LimitName, { remainingPoints, msBeforeNext }: RateLimiterRes): LimitState => ({
  limit: LIMITS[name],
  remaining: Math.max(0, remainingPoints),
  reset: Math.max(1, Math.ceil(msBeforeNext / 1000)),
});
