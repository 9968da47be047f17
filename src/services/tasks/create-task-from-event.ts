import type { Task } from '../../entities/task.entity.js';
import type { Caller } from '../core/access/actor.js';
import { invalid } from '../core/errors.js';
import { perform } from '../core/write/perform.js';
import type { Deps } from '../deps.js';
import { lockEvent } from '../events/event-record.js';
import { draftFrom } from './event-snapshot.js';
import { insertTask } from './insert-task.js';
import { createTaskFromEventInput } from './task.schema.js';

/**
 * Makes the task of an event. What the input does not say is made from the event.
 * @throws {AppError} FORBIDDEN, NOT_FOUND, VALIDATION_FAILED, EVENT_HAS_TASK with details.task_id
 */
export function createTaskFromEvent(deps: Deps, caller: Caller, eventId: string, input: unknown): Promise<Task> {
  return perform(deps, caller, {
    permission: 'tasks:create',
    action: 'task.create_from_event',
    entity: 'task',
    schema: createTaskFromEventInput,
    input,
    work: async (ctx, { event_id, ...fields }) => {
      if (event_id != null && event_id.toLowerCase() !== eventId.toLowerCase()) {
        throw invalid({ event_id: 'is not the event of the path' });
      }
      const event = await lockEvent(ctx, eventId);
      return insertTask(ctx, { ...draftFrom(event), ...fields }, event);
    },
  });
}
