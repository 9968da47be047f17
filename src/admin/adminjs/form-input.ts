import { type BaseResource, flat } from 'adminjs';
import { toUnix } from '../../services/core/input/shapes.js';

/**
 * What a form sent, as a service takes it: the allowed fields only, dates as Unix seconds. What an empty text means is
 * the service's to say; of a new record, what is empty is not sent at all, so that the service's defaults hold.
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
  return Object.fromEntries(entries.filter(([, value]) => !omitEmpty || !isEmpty(value)));
}

function convert(type: string | undefined, value: unknown): unknown {
  if (type === 'datetime' && (typeof value === 'string' || value instanceof Date)) {
    const date = new Date(value);
    // What is no date goes on as it is, for the service to refuse by name.
    return Number.isNaN(date.getTime()) ? value : toUnix(date);
  }
  return value;
}

const isEmpty = (value: unknown): boolean => value === null || value === '';
