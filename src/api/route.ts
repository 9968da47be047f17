import type { z } from 'zod';
import { ANONYMOUS, type Caller } from '../services/core/access/actor.js';
import type { Guarded } from '../services/core/access/guarded.js';
import { can, type Permission } from '../services/core/access/policy.js';
import type { LimitName } from '../services/core/access/rate-limits.js';
import { AppError, type ErrorCode } from '../services/core/errors.js';
import type { On } from '../services/core/read/sql.js';
import type { Operation } from '../services/core/write/operation.js';
import { perform } from '../services/core/write/perform.js';
import type { Deps } from '../services/deps.js';
import type { Streamed, StreamType } from './streamed.js';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** What a handler gets: everything checked, and nothing of Express. */
export interface Call<Path extends string = string> {
  deps: Deps;
  caller: Caller;
  /** The parameters that the path names. */
  params: Record<NamesIn<Path>, string>;
  query: unknown;
  /** As it came; the operation checks it against its schema. Undefined where the service takes the text. */
  body: unknown;
  /** The body's text, as it came. */
  text: string;
  /** From If-Match. */
  ifVersion: number | undefined;
  /** Keeps the answer with the change that it tells of, for an Idempotency-Key. */
  keep: ((on: On, answer: unknown) => Promise<void>) | undefined;
}

interface Described<Path extends string, Output extends z.ZodType | undefined> {
  method: Method;
  /** Below /api/v1, like `/tasks/{id}`. */
  path: Path;
  /** Names the call in the OpenAPI document, like `createTask`. */
  name: string;
  summary: string;
  /** The shape of the answer; absent for 204. */
  output?: Output;
  /** 200 unless said otherwise. */
  status?: 200 | 201 | 204;
  /** What can go wrong beyond what every route has (401, 403, 413, 415, 422, 503). */
  errors?: ErrorCode[];
  /** The answer holds a secret that is shown once, so it is never kept to be given again. */
  holdsSecret?: true;
}

/** The declared answer; beside it a version, for ETag, or another status. Of a stream, one of the declared types. */
type AnswerOf<Output, Streams extends StreamType = never> = [Streams] extends [never]
  ? PlainAnswerOf<Output>
  : Streamed<Streams>;

type PlainAnswerOf<Output> = Output extends z.ZodType
  ? z.infer<Output> | Versioned<z.infer<Output>> | WithStatus
  : undefined;

type AnyService = Guarded<never, unknown, Deps>;
type AskedOf<Serves extends AnyService> = Parameters<Serves>[2];
type ResultOf<Serves extends AnyService> = Awaited<ReturnType<Serves>>;

interface Serving<Path extends string, Serves extends AnyService, Output extends z.ZodType, Streams extends StreamType>
  extends Described<Path, Output> {
  serves: Serves;
  /** For the document, where a body is taken that no operation describes. */
  input?: z.ZodType;
  /** Bytes; otherwise what `bodyLimitOf` says. */
  bodyLimit?: number;
  /** The service parses the body's text itself. */
  takesText?: true;
  /** The service bounds what is done at once by itself: it takes nothing of the caller's share. */
  hasOwnQueue?: true;
  /** What it answers while it is made, with `Streamed`; the output is then the shape of its JSON. */
  streams?: readonly Streams[];
  answer: (result: ResultOf<Serves>, call: Call<Path>) => AnswerOf<Output, Streams>;
}

/** What a service is asked, where that is neither its own query, nor nothing, nor the path's id: the route says it. */
type Asking<Path extends string, Serves extends AnyService> = Serves extends { query: unknown }
  ? NoAsking
  : undefined extends AskedOf<Serves>
    ? NoAsking
    : [AskedOf<Serves>, 'id'] extends [string, NamesIn<Path>]
      ? NoAsking
      : { ask: (call: Call<Path>) => AskedOf<Serves> };

type NoAsking = { ask?: never };

interface Write<Path extends string, Input, Result, Output extends z.ZodType | undefined>
  extends Described<Path, Output> {
  operation: Operation<Input, Result>;
  /** What this API answers about the record in all: what of it cannot be written is ignored when it is sent back. */
  record?: z.ZodObject;
  /** The record that is meant, where the path's id is not it; null where there is none yet. */
  target?: (call: Call<Path>) => string | Promise<string | null>;
  /** What makes the record where there is none yet. */
  orElse?: Operation<unknown, Result>;
  /** Absent where nothing is answered. */
  answer?: (result: Result) => AnswerOf<Output>;
}

/** A declared route as the router, the document and the tests see it. */
export interface Route extends Described<string, z.ZodType | undefined> {
  limit?: LimitName | undefined;
  permission: Permission;
  query?: z.ZodType | undefined;
  input?: z.ZodType | undefined;
  record?: z.ZodObject | undefined;
  bodyLimit?: number;
  takesText?: true;
  hasOwnQueue?: true;
  streams?: readonly StreamType[];
  /** What the audit log calls a denial. */
  action: string;
  entity: string;
  handler: (call: Call) => Promise<unknown>;
}

/** What strangers may do asks nobody who they are. */
export const isPublic = ({ permission }: Pick<Route, 'permission'>): boolean => can(ANONYMOUS, permission);

/** Whether the same call may come again with its Idempotency-Key. An answer that holds a secret is never kept. */
export const isRepeatable = ({ method, holdsSecret, streams }: Route): boolean =>
  method === 'post' && !holdsSecret && !streams;

/** Declares a route of a service that is no operation, which brings permission, query and name. */
export function route<
  const Path extends string,
  const Serves extends AnyService,
  Output extends z.ZodType,
  const Streams extends StreamType = never,
>(declared: Serving<Path, Serves, Output, Streams> & Asking<Path, Serves>): Route {
  const { serves, ask, answer, ...described } = declared;
  const { permission, query, action, entity } = serves as AnyService & { query?: z.ZodType };
  const handler = async (call: Call<Path>) => {
    const asked = ask ? ask(call) : query ? call.query : (call.params as { id?: string }).id;
    return answer((await serves(call.deps, call.caller, asked as never)) as ResultOf<Serves>, call);
  };
  return { ...described, permission, query, action, entity, handler } as unknown as Route;
}

/** Declares a route that does an operation, which brings permission, schema, limit and name. */
export function operationRoute<
  const Path extends string,
  Input,
  Result,
  Output extends z.ZodType | undefined = undefined,
>(declared: Write<Path, Input, Result, Output>): Route {
  const { operation, target, orElse, answer, ...described } = declared;
  const { permission, input, limit, action, entity } = operation;
  const handler = async (call: Call<Path>) => {
    const id = target ? await target(call) : (call.params as { id?: string }).id;
    const { deps, caller, body, ifVersion, keep: keepAnswer } = call;
    const keep = keepAnswer && ((on: On, result: Result) => keepAnswer(on, answer?.(result)));
    const isNew = id === null && orElse !== undefined;
    if (isNew && ifVersion !== undefined) throw new AppError('PRECONDITION_FAILED');
    const result = isNew
      ? await perform(deps, caller, orElse, { input: body, keep })
      : await perform(deps, caller, operation, { id: id ?? undefined, input: body, ifVersion, keep });
    return answer?.(result);
  };
  return { ...described, permission, input, limit, action, entity, handler } as unknown as Route;
}

/** An answer with its version, for ETag and If-Match. */
export class Versioned<Body = unknown> {
  constructor(
    readonly body: Body,
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
