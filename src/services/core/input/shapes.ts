import { z } from 'zod';
import { AppError } from '../errors.js';

/** The shapes that many schemas share. Lengths are in characters. */
export const id = z.uuid('must be a UUID').toLowerCase();
/** What no mail server takes, though it looks like an address: 65 characters before the @, 64 between dots. */
const MAILBOX = /^[^@]{1,64}@(?:[^.-](?:[^.]{0,61}[^.-])?\.)+[^.]{2,63}$/;
export const email = z
  .email('must be an email address')
  .max(254)
  .refine((text) => MAILBOX.test(text), 'must be an email address')
  .toLowerCase();

/**
 * Text without which there is nothing: blanks alone are none. The document says so by a pattern, which names the sign
 * that Python, other than JavaScript, takes for no blank.
 */
export const requiredText = (longest: number) =>
  z.string().trim().min(1, 'must not be empty').max(longest).meta({ pattern: '[^\\s\\uFEFF]' });
export const fullName = requiredText(200);

/** What a shape takes for blank beside what it says itself: the document adds it. */
export const BLANKS = z.registry<{ blank: '' | null }>();

function withBlank<Schema extends z.ZodType>(blank: '' | null, schema: Schema): Schema {
  BLANKS.add(schema, { blank });
  return schema;
}

/**
 * What a form leaves blank comes as "". Where nothing may stand, that is null; where a text may be empty, null is the
 * empty text; and a secret that is blank was not given, so that what is stored stays.
 */
export const nullable = <Schema extends z.ZodType>(schema: Schema) =>
  withBlank(
    '',
    z.preprocess((value) => (value === '' ? null : value), schema.nullable()),
  );
export const emptyableText = (longest: number) =>
  withBlank(
    null,
    z.preprocess((value) => (value === null ? '' : value), z.string().max(longest)),
  );
export const secret = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema);
export const optionalSecret = <Schema extends z.ZodType>(schema: Schema) =>
  withBlank('', secret(schema.optional())).optional();

/** A filter that takes several values. */
export const several = <Schema extends z.ZodType>(schema: Schema) => z.array(schema).max(100).optional();

/** Seconds since 1970, UTC; up to the year 9999. */
const LATEST = 253_402_300_799;
export const unixSeconds = z.int().min(0).max(LATEST);
/** The same in a query string. */
export const unixSecondsParam = z.coerce.number().int().min(0).max(LATEST).optional();
export const awsAccountId = z.string().regex(/^[0-9]{12}$/, 'must be 12 digits');
export const awsRegion = z.string().regex(/^[a-z]{2}(-[a-z]+)+-[0-9]{1,2}$/, 'must be an AWS region, like eu-west-1');

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
