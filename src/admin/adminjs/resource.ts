import type { Action, ActionResponse, PropertyOptions, RecordActionResponse, ResourceWithOptions } from 'adminjs';
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import type { Permission } from '../../services/core/access/policy.js';
import type { Paging } from '../../services/core/read/list.js';
import type { Deps } from '../../services/deps.js';
import { Components } from './component-loader.js';
import type { Words } from './locale.js';
import { allowed } from './permissions.js';
import { dropTypedSecrets, liftSecret, type SecretWords } from './secret.js';
import { type FilterValue, type ResourceReads, type ResourceWrites, ServiceDefinition } from './service-definition.js';

export interface ResourceSpec<Query extends Paging> {
  id: string;
  entity: EntityTarget<ObjectLiteral> & { name: string };
  icon: string;
  titleProperty: string;
  words: Words;
  /** To see the list and its records. */
  permission: Permission;
  reads: ResourceReads<Query>;
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
  /** A new record comes with a secret that is shown once. */
  secret?: SecretWords;
  actions?: Record<string, Partial<Action<RecordActionResponse>> | Partial<Action<ActionResponse>>>;
}

/** A resource as AdminJS takes it, and its words by its id. */
export interface ConsoleResource extends ResourceWithOptions {
  words: Record<string, Words>;
}

/** One resource of the console: what is not named in its spec is neither shown, nor filtered, nor written. */
export function buildResource<Query extends Paging>(deps: Deps, spec: ResourceSpec<Query>): ConsoleResource {
  const { writes = {}, filters = {} } = spec;
  const formFields = [...(writes.create?.fields ?? []), ...(writes.update?.fields ?? [])];
  const definition = new ServiceDefinition(deps, spec.entity, spec.reads, writes, filters);
  return {
    words: { [spec.id]: spec.words },
    resource: definition,
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
      actions: actionsOf(spec),
    },
  };
}

/** AdminJS's own actions with their access checks, and the spec's; one that is both keeps the check. */
function actionsOf<Query extends Paging>({
  actions = {},
  permission,
  writes = {},
  filters = {},
  secret,
}: ResourceSpec<Query>) {
  const standard: Record<string, object> = {
    list: { isAccessible: allowed(permission), showFilter: Object.keys(filters).length > 0 },
    search: { isAccessible: allowed(permission) },
    show: { isAccessible: allowed(permission) },
    new: {
      isAccessible: allowed(writes.create?.operation.permission),
      layout: [...(writes.create?.fields ?? [])],
      after: [dropTypedSecrets, ...(secret ? [liftSecret(secret)] : [])],
      ...(secret && { component: Components.NewWithSecret }),
    },
    edit: {
      isAccessible: allowed(writes.update?.operation.permission),
      layout: [...(writes.update?.fields ?? [])],
      after: [dropTypedSecrets],
    },
    delete: { isAccessible: allowed(writes.delete?.operation.permission) },
    bulkDelete: { isAccessible: false, isVisible: false },
  };
  const own = Object.entries(actions).map(([name, action]) => [name, { ...standard[name], ...action }]);
  return { ...standard, ...Object.fromEntries(own) };
}

/** Dates show their zone; a column is sortable when the service can sort by it. */
function propertiesOf<Query extends Paging>(deps: Deps, spec: ResourceSpec<Query>): Record<string, PropertyOptions> {
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
