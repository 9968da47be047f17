import type { z } from 'zod';
import { type Details, invalid } from '../errors.js';
import { isStorable, TooDeepError } from './text-safety.js';

/**
 * Checks input against its schema.
 * @throws {AppError} VALIDATION_FAILED with one problem a field
 */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = parseShape(schema, value);
  requireStorable(parsed);
  return parsed;
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

/** Problems that are told of one input, and characters of a field's name: both are the caller's to make. */
const MOST_PROBLEMS = 100;
const LONGEST_NAME = 200;

function detailsOf(error: z.ZodError): Details {
  // Without a prototype: a field may be called `constructor`.
  const details: Details = Object.create(null);
  for (const [name, problem] of error.issues.flatMap(problemsOf).slice(0, MOST_PROBLEMS)) details[name] ??= problem;
  return details;
}

function problemsOf(issue: z.core.$ZodIssue): [name: string, problem: string][] {
  if (issue.code !== 'unrecognized_keys') return [[nameOf(issue.path), issue.message]];
  return issue.keys.map((key) => [nameOf([...issue.path, key]), 'is not known here']);
}

const nameOf = (path: PropertyKey[]): string => path.join('.').slice(0, LONGEST_NAME) || 'body';

/** @throws {AppError} VALIDATION_FAILED naming the field */
function requireStorable(value: unknown): void {
  const isObject = typeof value === 'object' && value !== null;
  const parts = isObject && !Array.isArray(value) ? Object.entries(value) : [['body', value] as const];
  for (const [field, part] of parts) {
    const problem = problemOf(part);
    if (problem !== null) throw invalid({ [field]: problem });
  }
}

function problemOf(part: unknown): string | null {
  try {
    return isStorable(part) ? null : 'holds text that cannot be stored (NUL or half a surrogate pair)';
  } catch (error) {
    if (error instanceof TooDeepError) return 'is nested too deeply';
    throw error;
  }
}
