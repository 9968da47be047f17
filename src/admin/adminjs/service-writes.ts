import { type ActionContext, type BaseResource, flat, type ParamsType } from 'adminjs';
import { AppError } from '../../services/core/errors.js';
import { callerOf } from './caller.js';
import { toAdminError } from './errors.js';
import { toInput } from './form-input.js';
import { performCounted } from './perform-counted.js';
import type { Created, ServiceDefinition } from './service-definition.js';
import { UnreadRecord } from './unread-record.js';

type Form = Record<string, unknown>;

/** The resource whose records are written. */
interface Written extends BaseResource {
  shown(record: object): object;
  readAfterAll(context: ActionContext | undefined): Promise<void>;
}

/** Makes a record of what a form sent; the secret that it came with stands beside its fields. */
export async function createRecord(
  resource: Written,
  { deps, services: { writes } }: ServiceDefinition,
  form: Form,
  context?: ActionContext,
): Promise<ParamsType> {
  if (!writes.create) throw toAdminError(new AppError('FORBIDDEN'));
  const { operation, created, fields } = writes.create;
  try {
    const input = toInput(resource, fields, form, { omitEmpty: true });
    const result = await performCounted(deps, callerOf(context?.currentAdmin), operation, { input });
    const { record, secret }: Created = created ? created(result as never) : { record: result as object };
    return flatten({ ...resource.shown(record), ...(secret !== undefined && { secret }) });
  } catch (error) {
    throw toAdminError(error, fields);
  }
}

/** Changes a record by what a form sent, unless it is of another version than the form was. */
export async function updateRecord(
  resource: Written,
  { deps, services: { writes } }: ServiceDefinition,
  id: string,
  form: Form = {},
  context?: ActionContext,
): Promise<ParamsType> {
  if (!writes.update) throw toAdminError(new AppError('FORBIDDEN'));
  const { operation, fields } = writes.update;
  try {
    const input = toInput(resource, fields, form, { omitEmpty: false });
    const ifVersion = form.version === undefined ? undefined : Number(form.version);
    const record = await performCounted(deps, callerOf(context?.currentAdmin), operation, { id, input, ifVersion });
    if (context?.record instanceof UnreadRecord) context.record.isRead = true;
    return flatten(resource.shown(record as object));
  } catch (error) {
    await resource.readAfterAll(context);
    throw toAdminError(error, fields);
  }
}

export async function deleteRecord(
  resource: Written,
  { deps, services: { writes } }: ServiceDefinition,
  id: string,
  context?: ActionContext,
): Promise<void> {
  if (!writes.delete) throw toAdminError(new AppError('FORBIDDEN'));
  try {
    await performCounted(deps, callerOf(context?.currentAdmin), writes.delete.operation, { id });
  } catch (error) {
    await resource.readAfterAll(context);
    throw toAdminError(error);
  }
}

const flatten = (record: object): ParamsType => flat.flatten(record) as ParamsType;
