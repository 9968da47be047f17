import { z } from 'zod';
import { AppError, invalid } from '../services/core/errors.js';
import { parse } from '../services/core/input/parse.js';

/**
 * Reads a query string against its schema. What the schema says is a list takes all three spellings:
 * `a=1&a=2`, `a[]=1&a[]=2` and `a=1,2`. An empty value asks for nothing.
 * @throws {AppError} VALIDATION_FAILED
 */
export function parseQuery<Query>(schema: z.ZodType<Query>, url: string): Query {
  const raw = Object.create(null) as Record<string, string | string[]>;
  for (const [key, values] of valuesByName(url)) {
    const isList = listNames(schema).has(key);
    const parts = (isList ? values.flatMap((value) => value.split(',')) : values).filter((value) => value !== '');
    if (!isList && parts.length > 1) throw invalid({ [key]: 'can be given once only' });
    const [first] = parts;
    if (first !== undefined) raw[key] = isList ? parts : first;
    else if (!isKnown(schema, key)) raw[key] = '';
  }
  return parse(schema, { ...raw });
}

function valuesByName(url: string): Map<string, string[]> {
  const given = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(queryOf(url))) {
    const key = name.replace(/\[\d*\]$/, '');
    const values = given.get(key);
    if (values) values.push(value);
    else given.set(key, [value]);
  }
  return given;
}

function queryOf(url: string): string {
  const start = url.indexOf('?');
  const query = start === -1 ? '' : url.slice(start + 1);
  // URLSearchParams takes anything; a broken escape is the caller's mistake, not a value.
  if (/%(?![0-9a-f]{2})/i.test(query)) throw new AppError('MALFORMED_REQUEST');
  return query;
}

const shapeOf = (schema: z.ZodType): Record<string, z.ZodType> =>
  schema instanceof z.ZodObject ? (schema.shape as Record<string, z.ZodType>) : {};

const isKnown = (schema: z.ZodType, key: string): boolean => Object.hasOwn(shapeOf(schema), key);

const lists = new WeakMap<z.ZodType, Set<string>>();

function listNames(schema: z.ZodType): Set<string> {
  const found =
    lists.get(schema) ??
    new Set(
      Object.entries(shapeOf(schema))
        .filter(([, part]) => part instanceof z.ZodOptional && part.unwrap() instanceof z.ZodArray)
        .map(([name]) => name),
    );
  lists.set(schema, found);
  return found;
}
