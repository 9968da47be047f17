import type { z } from 'zod';
import { type Details, invalid } from '../errors.js';
import { findUnstorableText, TooDeepError } from './text-safety.js';

/**
 * Checks input against its schema.
 * @throws {AppError} VALIDATION_FAILED with one problem a field
 */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  requireStorable(value);
  return parseShape(schema, value);
}

/**
 * The same of what is made of parts that are checked later, each by itself.
 * @throws {AppError} VALIDATION_FAILED with one problem a field
 */
export function parseShape<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value, { error: describe });
  if (result.success) return result.data;
  throw invalid(detailsOf(result.error));
}

/** What is wrong, after the field's name: "title is required". Schemas that know better say it themselves. */
const describe: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : `must be of type ${issue.expected}`;
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    case 'too_small':
      return `must be at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `must be at most ${issue.maximum}${unitOf(issue.origin)}`;
    case 'invalid_format':
      return `must be a valid ${issue.format}`;
    case 'invalid_union':
      return 'has none of the forms that are known here';
    default:
      return undefined;
  }
};

const unitOf = (origin: string): string => ({ string: ' characters', array: ' items' })[origin] ?? '';

function detailsOf(error: z.ZodError): Details {
  // Without a prototype: a field may be called `constructor`.
  const details: Details = Object.create(null);
  for (const issue of error.issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) details[[...issue.path, key].join('.')] ??= 'is not known here';
    } else {
      details[issue.path.join('.') || 'body'] ??= issue.message;
    }
  }
  return details;
}

function requireStorable(value: unknown): void {
  let path: string[] | null;
  try {
    path = findUnstorableText(value);
  } catch (error) {
    throw error instanceof TooDeepError ? invalid({ body: 'is nested too deeply' }) : error;
  }
  if (path !== null) {
    throw invalid({ [path.join('.') || 'body']: 'holds text that cannot be stored (NUL or half a surrogate pair)' });
  }
}
