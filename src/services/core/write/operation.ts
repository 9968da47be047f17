import type { z } from 'zod';
import type { Caller } from '../access/actor.js';
import type { Owned } from '../access/policy.js';
import type { LimitName } from '../access/rate-limits.js';
import type { Subject } from '../access/subject.js';
import type { Core } from '../core.js';
import type { On } from '../read/sql.js';
import type { Context, Refusal } from './context.js';

/** What a door hands in: the record that is meant, what was sent, and the version that the caller last saw. */
export interface Call<Result = unknown> {
  id?: string | undefined;
  input?: unknown;
  ifVersion?: number | undefined;
  /** Keeps what came of it, in the same transaction. */
  keep?: ((on: On, result: Result) => Promise<void>) | undefined;
}

/** The same, checked. An operation that is about no record has no id. */
export interface Given<Input> {
  id: string;
  input: Input;
}

/** A record that an operation can be about. */
export interface Loaded extends Owned {
  id: string;
  version?: number;
}

interface Step<Input, Loadable, Prepared> extends Given<Input> {
  record: Loadable;
  prepared: Prepared;
}

interface Declaration<Input, Result, Loadable, Prepared> extends Subject {
  /** Absent where nothing is sent. */
  input?: z.ZodType<Input>;
  /** How often an address may ask for it: each door counts. */
  limit?: LimitName;
  /** Slow work (hashing, AWS): after the first check of the permission and before the transaction, so it holds no lock. */
  prepare?: (core: Core, given: Given<Input> & { caller: Caller }) => Promise<Prepared>;
  /** The record that the work is about, locked by its id; permission and version are checked against it. */
  locks?: new () => Loadable;
  /** The same, where it is found in another way. */
  load?: (ctx: Context, given: Given<Input>) => Promise<Loadable>;
  work: (ctx: Context, step: Step<Input, Loadable, Prepared>) => Promise<Result | Refusal>;
}

/** A change, as routes, console actions and jobs are handed it. What it loads and prepares is its own business. */
export interface Operation<Input = unknown, Result = unknown>
  extends Pick<
    Declaration<Input, Result, Loaded, unknown>,
    'permission' | 'action' | 'entity' | 'input' | 'limit' | 'locks'
  > {
  // Methods, so that a list may hold operations of several inputs.
  prepare?(core: Core, given: Given<Input> & { caller: Caller }): Promise<unknown>;
  load?(ctx: Context, given: Given<Input>): Promise<Loaded>;
  work(ctx: Context, step: Step<Input, Loaded | undefined, unknown>): Promise<Result | Refusal>;
}

/** Declares a change, once: who may do it, what it is called, what it takes and what it does. */
export const operation = <Input, Result, Loadable, Prepared>(
  declared: Declaration<Input, Result, Loadable, Prepared>,
): Operation<Input, Result> => declared as unknown as Operation<Input, Result>;
