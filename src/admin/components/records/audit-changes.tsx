import type { ParamsType } from 'adminjs';

export interface Change {
  field: string;
  kind: 'added' | 'removed' | 'changed' | 'same';
  before: unknown;
  after: unknown;
}

/** What two states of a record differ in, from the flattened params of an audit entry. */
export function changesOf(params: ParamsType): Change[] {
  const before = fieldsOf(params, 'before');
  const after = fieldsOf(params, 'after');
  const fields = [...new Set([...before.keys(), ...after.keys()])].sort();
  // A list that was empty and has items now is told of by its items.
  const isParent = (field: string) => fields.some((other) => other.startsWith(`${field}.`));
  return fields
    .filter((field) => !isParent(field))
    .map((field) => {
      const [old, fresh] = [before.get(field), after.get(field)];
      return { field, kind: kindOf(old, fresh), before: old, after: fresh };
    });
}

/** A field that is null and one that is not there are both without a value; neither is worth a line. */
function fieldsOf(params: ParamsType, prefix: string): Map<string, unknown> {
  const entries = Object.entries(params).filter(([path, value]) => path.startsWith(`${prefix}.`) && value !== null);
  return new Map(entries.map(([path, value]) => [path.slice(prefix.length + 1), value]));
}

function kindOf(before: unknown, after: unknown): Change['kind'] {
  if (before === undefined) return 'added';
  if (after === undefined) return 'removed';
  return JSON.stringify(before) === JSON.stringify(after) ? 'same' : 'changed';
}
