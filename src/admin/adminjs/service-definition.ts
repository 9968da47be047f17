import type { EntityTarget, ObjectLiteral } from 'typeorm';
import type { z } from 'zod';
import type { Caller, UserActor } from '../../services/core/access/actor.js';
import type { Page, Paging } from '../../services/core/read/list.js';
import type { Titles } from '../../services/core/read/titles.js';
import type { Operation } from '../../services/core/write/operation.js';
import type { Deps } from '../../services/deps.js';

/** How a resource is read. */
export interface ResourceReads<Query extends Paging> {
  query: z.ZodType<Query>;
  list: (deps: Deps, caller: Caller<UserActor>, query: Query) => Promise<Page<object>>;
  get: (deps: Deps, caller: Caller<UserActor>, id: string) => Promise<object>;
  /** How one record looks on its page, with what follows from it; as it is read, unless said otherwise. */
  shown?: (record: never) => object;
  /** What records are called where others refer to them. */
  titles?: Titles;
}

/** A new record, and the secret that it came with, to be shown this once. */
export interface Created {
  record: object;
  secret?: string | undefined;
}

/** How a resource is written: operations that give the record as it is read. What is not there cannot be done. */
export interface ResourceWrites {
  create?: { operation: Operation; created?: (result: never) => Created; fields: readonly string[] };
  update?: { operation: Operation; fields: readonly string[] };
  delete?: { operation: Operation };
}

/** A resource of the console: an entity for its fields, services for everything that is done. */
export class ServiceDefinition<Query extends Paging = Paging> {
  constructor(
    readonly deps: Deps,
    readonly entity: EntityTarget<ObjectLiteral> & { name: string },
    readonly reads: ResourceReads<Query>,
    readonly writes: ResourceWrites,
    /** The filters that people may set: the service's names, by the property that they stand under. */
    readonly filters: Record<string, (value: FilterValue) => object>,
  ) {}
}

/** A text, or a range of dates as ISO texts. */
export type FilterValue = string | { from?: string; to?: string };
