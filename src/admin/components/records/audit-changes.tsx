import type { RecordJSON } from 'adminjs';
import { readJson } from '../ui/json-param';

export interface Change {
  field: string;
  kind: 'added' | 'removed' | 'changed' | 'same';
  before: unknown;
  after: unknown;
}

/** What two states of a record differ in. */
export function changesOf(record: RecordJSON | undefined): Change[] {
  const before = fieldsOf(readJson(record, 'before'));
  const after = fieldsOf(readJson(record, 'after'));
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

/** Steps that are told as fields of their own; what is nested deeper stands as JSON. */
const DEEPEST = 4;

/**
 * The fields of a state by their paths. A field that is null and one that is not there are both without a value; neither
 * is worth a line.
 */
function fieldsOf(value: unknown, path: string[] = []): Map<string, unknown> {
  const isNested = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  if (value === undefined || value === null) return new Map();
  if (path.length > 0 && (!isNested || path.length >= DEEPEST)) return new Map([[path.join('.'), value]]);
  return new Map(Object.entries(value).flatMap(([name, part]) => [...fieldsOf(part, [...path, name])]));
}

function kindOf(before: unknown, after: unknown): Change['kind'] {
  if (before === undefined) return 'added';
  if (after === undefined) return 'removed';
  return JSON.stringify(before) === JSON.stringify(after) ? 'same' : 'changed';
}
