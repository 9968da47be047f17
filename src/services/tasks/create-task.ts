import type { Task } from '../../entities/task.entity.js';
import type { Caller } from '../core/access/actor.js';
import { AppError, invalid } from '../core/errors.js';
import { perform } from '../core/write/perform.js';
import type { Deps } from '../deps.js';
import { lockEvent } from '../events/event-record.js';
import { insertTask } from './insert-task.js';
import { createTaskInput } from './task.schema.js';

/**
 * Makes a task, of an event where one is named.
 * @throws {AppError} FORBIDDEN, VALIDATION_FAILED, EVENT_HAS_TASK
 */
export function createTask(deps: Deps, caller: Caller, input: unknown): Promise<Task> {
  return perform(deps, caller, {
    permission: 'tasks:create',
    action: 'task.create',
    entity: 'task',
    schema: createTaskInput,
    input,
    work: async (ctx, { event_id, ...fields }) => {
      const event = event_id ? await lockEvent(ctx, event_id).catch(unknownEvent) : null;
      return insertTask(ctx, fields, event);
    },
  });
}

function unknownEvent(error: unknown): never {
  const isMissing = error instanceof AppError && error.code === 'NOT_FOUND';
  throw isMissing ? invalid({ event_id: 'is no event' }) : error;
}
