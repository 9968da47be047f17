import type { z } from 'zod';
import type { Caller, UserActor } from '../services/core/access/actor.js';
import type { Permission } from '../services/core/access/policy.js';
import type { LimitName } from '../services/core/access/rate-limits.js';
import type { ErrorCode } from '../services/core/errors.js';
import type { Deps } from '../services/deps.js';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** What a handler gets: everything checked, and nothing of Express but what streams and forms need. */
export interface Call<Query> {
  deps: Deps;
  caller: Caller;
  params: Record<string, string>;
  query: Query;
  /** As it came; the service checks it against its schema. */
  body: unknown;
  /** The body's text, as it came. */
  text: string;
  /** From If-Match. */
  ifVersion: number | undefined;
}

export interface Route<Query = unknown> {
  method: Method;
  /** Below /api/v1, like `/tasks/{id}`. */
  path: string;
  /** Names the operation in the OpenAPI document, like `createTask`. */
  name: string;
  summary: string;
  /** What the caller must be allowed, or `public` for those who have not logged in. */
  permission: Permission | 'public';
  query?: z.ZodType<Query>;
  /** The service's schema of the body, for the document. */
  input?: z.ZodType;
  /** The shape of the answer; absent for 204. */
  output?: z.ZodType;
  /** 200 unless said otherwise. */
  status?: 200 | 201 | 204;
  /** What can go wrong beyond what every route has (401, 403, 413, 415, 422, 503). */
  errors?: ErrorCode[];
  limit?: LimitName;
  /** The answer holds a secret that is shown once, so it is never kept to be given again. */
  holdsSecret?: true;
  /** Bytes; 1 MiB unless said otherwise. */
  bodyLimit?: number;
  handler: (call: Call<Query>) => unknown;
}

/** Declares a route, once: router, rate limit, OpenAPI operation and the test of every role come from it. */
export const route = <Query = unknown>(declared: Route<Query>): Route => declared as Route;

/**
 * The caller as a user, for what only users may do: no scope opens it to keys, so `perform` refuses them and notes it.
 */
export const userOf = ({ caller }: Call<unknown>): Caller<UserActor> => caller as Caller<UserActor>;

/** An answer with its version, for ETag and If-Match. */
export class Versioned {
  constructor(
    readonly body: unknown,
    readonly version: number,
  ) {}
}

/** An answer whose status is not the declared one. */
export class WithStatus {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {}
}
