import { type BaseResource, flat } from 'adminjs';
import { toUnix } from '../../services/core/input/shapes.js';
import { isSecretField } from './secret.js';

/**
 * What a form sent, as a service takes it: the allowed fields only, dates as Unix seconds, an empty text as null.
 * For a new record, what is empty is not sent at all, so that the service's defaults hold.
 */
export function toInput(
  resource: BaseResource,
  fields: readonly string[],
  params: Record<string, unknown>,
  { omitEmpty }: { omitEmpty: boolean },
): object {
  const form = flat.unflatten(params) as Record<string, unknown>;
  const entries = fields
    .filter((field) => form[field] !== undefined)
    .map((field) => [field, convert(resource.property(field)?.type(), form[field])] as const);
  return Object.fromEntries(entries.filter(([field, value]) => !isOmitted(field, value, omitEmpty)));
}

function convert(type: string | undefined, value: unknown): unknown {
  if (value === '') return null;
  if (type === 'datetime' && (typeof value === 'string' || value instanceof Date)) {
    const date = new Date(value);
    // What is no date goes on as it is, for the service to refuse by name.
    return Number.isNaN(date.getTime()) ? value : toUnix(date);
  }
  return value;
}

/** Secrets are never shown, so an empty field means that nobody typed one. */
const isOmitted = (field: string, value: unknown, omitEmpty: boolean): boolean =>
  value === null && (omitEmpty || isSecretField(field));
