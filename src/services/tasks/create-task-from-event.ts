import { invalid } from '../core/errors.js';
import { operation } from '../core/write/operation.js';
import { claimEvent } from '../events/event-record.js';
import { draftFrom } from './event-snapshot.js';
import { insertTask } from './insert-task.js';
import { createTaskFromEventInput } from './task.schema.js';

/**
 * Makes the task of an event. What the input does not say is made from the event.
 * @throws {AppError} FORBIDDEN, NOT_FOUND, VALIDATION_FAILED, EVENT_HAS_TASK with details.task_id
 */
export const createTaskFromEvent = operation({
  permission: 'tasks:create',
  action: 'task.create_from_event',
  entity: 'task',
  input: createTaskFromEventInput,
  work: async (ctx, { id, input: { event_id, ...fields } }) => {
    if (event_id != null && event_id !== id) {
      throw invalid({ event_id: 'is not the event of the path' });
    }
    const taskId = ctx.newId();
    const event = await claimEvent(ctx, id, taskId);
    return insertTask(ctx, { ...draftFrom(event), ...fields }, { id: taskId, event });
  },
});
