import { flat, type RecordJSON } from 'adminjs';

/**
 * A nested value of a record: the record brings it as JSON (`<path>_json`), since AdminJS would flatten it. Lists of
 * plain texts it flattens all the same.
 */
export function readJson(record: RecordJSON | undefined, path: string): unknown {
  const json: unknown = record?.params[`${path}_json`];
  return typeof json === 'string' ? JSON.parse(json) : flat.get(record?.params, path);
}

/** Lists of plain texts read better as lines. */
export function prettyPrint(value: unknown): string {
  if (typeof value === 'string') return value;
  const isList = Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');
  return isList ? value.join('\n') : JSON.stringify(value, null, 2);
}

export function isEmptyJson(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
