import { AppError, invalid } from '../core/errors.js';
import { operation } from '../core/write/operation.js';
import { claimEvent } from '../events/event-record.js';
import { insertTask } from './insert-task.js';
import { createTaskInput } from './task.schema.js';

/**
 * Makes a task, of an event where one is named.
 * @throws {AppError} FORBIDDEN, VALIDATION_FAILED, EVENT_HAS_TASK
 */
export const createTask = operation({
  permission: 'tasks:create',
  action: 'task.create',
  entity: 'task',
  input: createTaskInput,
  work: async (ctx, { input: { event_id, ...fields } }) => {
    if (!event_id) return insertTask(ctx, fields, {});
    const id = ctx.newId();
    const event = await claimEvent(ctx, event_id, id).catch(unknownEvent);
    return insertTask(ctx, fields, { id, event });
  },
});

function unknownEvent(error: unknown): never {
  const isMissing = error instanceof AppError && error.code === 'NOT_FOUND';
  throw isMissing ? invalid({ event_id: 'is no event' }) : error;
}
