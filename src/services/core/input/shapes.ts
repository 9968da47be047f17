import { z } from 'zod';
import { AppError } from '../errors.js';

/** The shapes that many schemas share. Lengths are in characters. */
export const id = z.uuid('must be a UUID').toLowerCase();
export const email = z.email('must be an email address').max(254).toLowerCase();
export const fullName = z.string().trim().min(1, 'must not be empty').max(200);

/**
 * What a form leaves blank comes as "". Where nothing may stand, that is null; where a text may be empty, null is the
 * empty text; and a secret that is blank was not given, so that what is stored stays.
 */
export const nullable = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? null : value), schema.nullable());
export const emptyableText = (longest: number) =>
  z.preprocess((value) => (value === null ? '' : value), z.string().max(longest));
export const secret = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema);
export const optionalSecret = <Schema extends z.ZodType>(schema: Schema) => secret(schema.optional()).optional();

/** Seconds since 1970, UTC; up to the year 9999. */
export const unixSeconds = z.int().min(0).max(253_402_300_799);
/** The same in a query string. */
export const unixSecondsParam = z.coerce.number().pipe(unixSeconds).optional();
export const awsAccountId = z.string().regex(/^\d{12}$/, 'must be 12 digits');
export const awsRegion = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/, 'must be an AWS region, like eu-west-1');

export const toUnix = (date: Date): number => Math.floor(date.getTime() / 1000);
export const fromUnix = (seconds: number): Date => new Date(seconds * 1000);
/** The first moment after that second: a range ends before it. */
export const afterUnix = (seconds: number): Date => fromUnix(seconds + 1);

export const isId = (value: unknown): value is string => id.safeParse(value).success;

/**
 * The id when it can be one: nothing is found by any other.
 * @throws {AppError} NOT_FOUND
 */
export function requireId(value: string): string {
  if (!isId(value)) throw new AppError('NOT_FOUND');
  return value.toLowerCase();
}
