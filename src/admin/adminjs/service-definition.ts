import type { EntityTarget, ObjectLiteral } from 'typeorm';
import type { Guarded, Queried } from '../../services/core/access/guarded.js';
import type { Subject } from '../../services/core/access/subject.js';
import type { Page, Paging } from '../../services/core/read/paging.js';
import type { Titles } from '../../services/core/read/titles.js';
import type { Operation } from '../../services/core/write/operation.js';
import type { Deps } from '../../services/deps.js';
import type { FormFields } from './form-fields.js';

/** How a resource is read. */
export interface ResourceReads<Query extends Paging, Listed extends object, Shown extends object> {
  list: Queried<Query, Page<Listed>>;
  get: Guarded<string, Shown>;
  // Methods, so that resources of several nouns stand in one list.
  /** How a record looks in the list, with what follows from it; as it is read, unless said otherwise. */
  listed?(record: Listed): object;
  /** How it looks on its page. */
  shown?(record: Shown): object;
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

/** An action of the console: what it is about, what its form has, and what it can be filtered by. */
export interface KnownAction {
  subject: Subject;
  takes: FormFields;
  filters: ReadonlySet<string>;
}

/** A resource's actions, by kind and name. */
export type KnownActions = ReadonlyMap<string, KnownAction>;

export const actionKey = (kind: 'resource' | 'record', name: string): string => `${kind} ${name}`;

/** A resource of the console: an entity for its fields, services for everything that is done. */
export class ServiceDefinition<
  Query extends Paging = Paging,
  Listed extends object = object,
  Shown extends object = object,
> {
  constructor(
    readonly deps: Deps,
    readonly entity: EntityTarget<ObjectLiteral> & { name: string },
    readonly services: { reads: ResourceReads<Query, Listed, Shown>; writes: ResourceWrites },
    /** The filters that people may set: the service's names, by the property that they stand under. */
    readonly filters: Record<string, (value: FilterValue) => object>,
    readonly actions: KnownActions,
  ) {}
}

/** A text, or a range of dates as ISO texts. */
export type FilterValue = string | { from?: string; to?: string };
