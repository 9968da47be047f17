import type { Action, ActionResponse, RecordActionResponse } from 'adminjs';
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import type { Subject } from '../../services/core/access/subject.js';
import type { Deps } from '../../services/deps.js';
import type { FormFields } from './form-fields.js';
import { actionKey, type KnownAction, type KnownActions } from './service-definition.js';

export type ActionSpec = (Partial<Action<RecordActionResponse>> | Partial<Action<ActionResponse>>) & {
  subject?: Subject | undefined;
  /** The fields of its form. */
  takes?: readonly string[] | undefined;
};

interface Spec {
  entity: EntityTarget<ObjectLiteral>;
  filters?: Record<string, unknown>;
}

/** The actions that the door knows: what is about nothing, and what is about many records at once, is not there. */
export function knownActions(
  deps: Deps,
  { entity, filters = {} }: Spec,
  actions: Record<string, ActionSpec>,
): KnownActions {
  const columns = deps.db.getMetadata(entity).columns;
  const lists = new Set(columns.filter(({ isArray }) => isArray).map(({ propertyName }) => propertyName));
  const fieldsOf = (names: readonly string[] = []): FormFields =>
    new Map(names.map((name) => [name, lists.has(name) ? 'list' : 'value']));
  const known = new Map<string, KnownAction>();
  for (const [name, { actionType, subject, takes }] of Object.entries(actions)) {
    if (!subject || (actionType !== 'resource' && actionType !== 'record')) continue;
    const action = { subject, takes: fieldsOf(takes), filters: new Set(Object.keys(filters)) };
    known.set(actionKey(actionType, name), action);
  }
  return known;
}
