import type { EntityTarget, ObjectLiteral } from 'typeorm';
import type { Guarded, Queried } from '../../services/core/access/guarded.js';
import type { Page, Paging } from '../../services/core/read/list.js';
import type { Titles } from '../../services/core/read/titles.js';
import type { Operation } from '../../services/core/write/operation.js';
import type { Deps } from '../../services/deps.js';

/** How a resource is read. */
export interface ResourceReads<Query extends Paging> {
  list: Queried<Query, Page<object>>;
  get: Guarded<string, object>;
  /** How a record looks in the list, with what follows from it; as it is read, unless said otherwise. */
  listed?: (record: never) => object;
  /** How it looks on its page. */
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
