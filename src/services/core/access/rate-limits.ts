import type { Pool } from 'pg';
import {
  type IRateLimiterOptions,
  type RateLimiterAbstract,
  RateLimiterPostgres,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { AppError } from '../errors.js';
import type { Redis } from '../redis.js';
import { countedAddress } from './client-address.js';

/** Calls that an address may make a minute. They are counted in Redis or the database, so for all processes together. */
export const LIMITS = {
  /** A login costs a quarter of a second of bcrypt. */
  login: 60,
  /** Each asks AWS. */
  connection_test: 30,
  /** Each tells whether an email is in use. */
  own_email: 5,
} as const;

export type LimitName = keyof typeof LIMITS;

export interface LimitState {
  limit: number;
  remaining: number;
  /** Seconds until the count begins anew. */
  reset: number;
}

/** Counts a call by a plain address. */
export type RateLimits = (name: LimitName, ip: string | null) => Promise<LimitState>;

/**
 * Counts calls and says how many are left. When Redis is away the database goes on counting, from none.
 * @throws {AppError} RATE_LIMITED with the seconds to wait
 */
export function createRateLimits(pool: Pool, redis: Redis | null): RateLimits {
  const limiters = Object.entries(LIMITS).map(([name, points]): [string, RateLimiterAbstract] => {
    const options = { keyPrefix: name, points, duration: 60 };
    const inDatabase = new RateLimiterPostgres({ ...options, ...STORE, storeClient: pool });
    return [name, redis ? inRedis(redis, options, inDatabase) : inDatabase];
  });
  const byName = Object.fromEntries(limiters) as Record<LimitName, RateLimiterAbstract>;
  return async (name, ip) => {
    try {
      return stateOf(name, await byName[name].consume(countedAddress(ip)));
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      const { reset: retryAfter } = stateOf(name, error);
      throw new AppError('RATE_LIMITED', { retryAfter, message: `Too many requests. Try again in ${retryAfter} s.` });
    }
  };
}

/**
 * Counts a call of an operation, where that is limited.
 * @throws {AppError} RATE_LIMITED with the seconds to wait
 */
export const countCall = async (
  { rateLimits }: { rateLimits: RateLimits },
  { limit }: { limit?: LimitName | undefined },
  ip: string | null,
): Promise<LimitState | null> => (limit ? rateLimits(limit, ip) : null);

const stateOf = (name: LimitName, { remainingPoints, msBeforeNext }: RateLimiterRes): LimitState => ({
  limit: LIMITS[name],
  remaining: Math.max(0, remainingPoints),
  reset: Math.max(1, Math.ceil(msBeforeNext / 1000)),
});

const STORE = { storeType: 'pool', tableName: 'rate_limits', tableCreated: true };

/** The limiter asks through us, so that it waits no longer for an answer than anybody else. */
const inRedis = (redis: Redis, options: IRateLimiterOptions, insuranceLimiter: RateLimiterAbstract) =>
  new RateLimiterRedis({
    ...options,
    insuranceLimiter,
    useRedisPackage: true,
    storeClient: {
      eval: (script: string, given: { keys: string[]; arguments: string[] }) =>
        redis.ask((client) => client.eval(script, given)),
    },
  });
