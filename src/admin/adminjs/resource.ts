import type { CurrentAdmin, PropertyOptions, ResourceWithOptions } from 'adminjs';
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import type { Subject } from '../../services/core/access/subject.js';
import type { Paging } from '../../services/core/read/paging.js';
import type { Deps } from '../../services/deps.js';
import { Components } from './component-loader.js';
import { type ActionSpec, knownActions } from './known-actions.js';
import type { Words } from './locale.js';
import { mayDo, openTo } from './permissions.js';
import { dropTypedSecrets, liftSecret, type SecretWords } from './secret.js';
import { type FilterValue, type ResourceReads, type ResourceWrites, ServiceDefinition } from './service-definition.js';
import { tellStopped } from './stopped-search.js';

export interface ResourceSpec<Query extends Paging, Listed extends object, Shown extends object> {
  id: string;
  entity: EntityTarget<ObjectLiteral> & { name: string };
  icon: string;
  titleProperty: string;
  words: Words;
  reads: ResourceReads<Query, Listed, Shown>;
  /** Operations, and the fields that their forms have; they say who may. */
  writes?: ResourceWrites;
  /** Names of properties, in the order of the page. */
  list: string[];
  show: string[];
  /** What can be filtered: how the form's value reads for the service. */
  filters?: Record<string, (value: FilterValue) => object>;
  sortable: string[];
  sort?: { sortBy: string; direction: 'asc' | 'desc' };
  properties?: Record<string, PropertyOptions>;
  /** Fields that are offered only to those who may do this: a picker is of no use to who may not see the list. */
  offered?: Record<string, Subject>;
  /** A new record comes with a secret that is shown once. */
  secret?: SecretWords;
  actions?: Record<string, ActionSpec>;
}

/** A resource as AdminJS takes it, and its words by its id. */
export interface ConsoleResource extends ResourceWithOptions {
  words: Record<string, Words>;
  resource: ServiceDefinition;
}

/** One resource of the console: what is not named in its spec is neither shown, nor filtered, nor written. */
export function buildResource<Query extends Paging, Listed extends object, Shown extends object>(
  deps: Deps,
  spec: ResourceSpec<Query, Listed, Shown>,
): ConsoleResource {
  const { writes = {}, filters = {} } = spec;
  const formFields = [...(writes.create?.fields ?? []), ...(writes.update?.fields ?? [])];
  const actions = actionsOf(spec);
  const definition = new ServiceDefinition(
    deps,
    spec.entity,
    { reads: spec.reads, writes },
    filters,
    knownActions(deps, spec, actions),
  );
  return {
    words: { [spec.id]: spec.words },
    resource: definition as unknown as ServiceDefinition,
    options: {
      id: spec.id,
      // Without a group's name it stands at the top, where nobody has to unfold anything to find it.
      navigation: { name: null, icon: spec.icon },
      titleProperty: spec.titleProperty,
      listProperties: spec.list,
      showProperties: spec.show,
      editProperties: [...new Set(formFields)],
      filterProperties: Object.keys(filters),
      ...(spec.sort && { sort: spec.sort }),
      properties: propertiesOf(deps, spec),
      actions,
    },
  };
}

type AnySpec = Pick<ResourceSpec<never, never, never>, 'actions' | 'writes' | 'filters' | 'offered' | 'secret'> & {
  reads: { list: Subject; get: Subject };
};

/** AdminJS's own actions with what they are about, and the spec's; one that is both keeps what its own does not say. */
function actionsOf({ actions = {}, reads, writes = {}, filters, offered = {}, secret }: AnySpec) {
  const { create, update } = writes;
  const layout = (fields: readonly string[] = []) => ({
    layout: (admin?: CurrentAdmin) => fields.filter((name) => !offered[name] || mayDo(admin, offered[name])),
  });
  const standard: Record<string, ActionSpec> = {
    list: { actionType: 'resource', ...openTo(reads.list), showFilter: filters !== undefined, after: [tellStopped] },
    search: { actionType: 'resource', ...openTo(reads.list) },
    show: { actionType: 'record', ...openTo(reads.get) },
    new: {
      actionType: 'resource',
      ...openTo(create?.operation),
      ...layout(create?.fields),
      takes: create?.fields,
      after: [dropTypedSecrets, ...(secret ? [liftSecret(secret)] : [])],
      ...(secret && { component: Components.NewWithSecret }),
    },
    edit: {
      actionType: 'record',
      ...openTo(update?.operation),
      ...layout(update?.fields),
      takes: update && [...update.fields, 'version'],
      after: [dropTypedSecrets],
    },
    delete: { actionType: 'record', ...openTo(writes.delete?.operation) },
    bulkDelete: { actionType: 'bulk', ...openTo(undefined), isVisible: false },
  };
  const own = Object.entries(actions).map(([name, action]) => [name, { ...standard[name], ...action }]);
  return { ...standard, ...(Object.fromEntries(own) as Record<string, ActionSpec>) };
}

/** Dates show their zone; a column is sortable when the service can sort by it. */
function propertiesOf(
  deps: Deps,
  spec: Pick<ResourceSpec<never, never, never>, 'entity' | 'properties' | 'sortable' | 'titleProperty'>,
): Record<string, PropertyOptions> {
  const columns = deps.db.getMetadata(spec.entity).columns.filter(({ isSelect }) => isSelect);
  const names = new Set([...columns.map(({ propertyName }) => propertyName), ...Object.keys(spec.properties ?? {})]);
  const dates = new Set(columns.filter(({ type }) => type === 'timestamptz').map(({ propertyName }) => propertyName));
  return Object.fromEntries(
    [...names].map((name) => {
      const { components, ...options } = spec.properties?.[name] ?? {};
      const isDate = dates.has(name) || options.type === 'datetime';
      return [
        name,
        {
          isSortable: spec.sortable.includes(name),
          // On a phone a list shows this column alone.
          ...(name === spec.titleProperty && { isTitle: true }),
          ...options,
          ...((isDate || components) && {
            components: { ...(isDate && { list: Components.TimeValue, show: Components.TimeValue }), ...components },
          }),
        },
      ];
    }),
  );
}

/** Filters of the common kinds: the service's name, from the form's value. */
export const oneOf = (name: string) => (value: FilterValue) => ({ [name]: [String(value)] });
export const exactly = (name: string) => (value: FilterValue) => ({ [name]: String(value) });

/** A range of dates becomes the two ends that lists know, in Unix seconds. */
export function between(value: FilterValue): { start_date?: number; end_date?: number } {
  if (typeof value === 'string') return {};
  const seconds = (text: string) => Math.floor(new Date(text).getTime() / 1000);
  return {
    ...(value.from && { start_date: seconds(value.from) }),
    ...(value.to && { end_date: seconds(value.to) }),
  };
}

/** Values that a field may take, as AdminJS lists them. */
export const choices = (values: readonly string[]): { value: string; label: string }[] =>
  values.map((value) => ({ value, label: value.replaceAll('_', ' ') }));
