import { AppError } from '../services/core/errors.js';
import { annotateEvent } from '../services/events/annotate-event.js';
import { deleteEvent } from '../services/events/delete-event.js';
import { eventValuesQuery, listEventsQuery } from '../services/events/event.schema.js';
import { getEvent } from '../services/events/get-event.js';
import { type IngestResult, ingestEvents, ingestResult } from '../services/events/ingest-events.js';
import { listEventValues, type ValueName } from '../services/events/list-event-values.js';
import { listEvents } from '../services/events/list-events.js';
import { ingestInput } from '../services/events/normalise/envelope.js';
import { createTaskFromEvent } from '../services/tasks/create-task-from-event.js';
import { eventSchema, eventValuesSchema, eventView } from './events.view.js';
import { type Call, operationRoute, type Route, route, WithStatus } from './route.js';
import { listOf, listView } from './shapes.js';
import { taskSchema, versionedTask } from './tasks.view.js';

const FIVE_MIB = 5 * 1024 * 1024;

const valuesRoute = (path: `/events/${string}`, name: string, value: ValueName): Route =>
  route({
    method: 'get',
    path,
    name,
    summary: `The ${value}s of the stored events, commonest first; at most 1,000`,
    permission: 'events:read',
    query: eventValuesQuery,
    output: eventValuesSchema,
    handler: ({ deps, caller, query }) => listEventValues(deps, caller, value, query),
  });

export const eventsRoutes: Route[] = [
  route({
    method: 'post',
    path: '/events',
    name: 'ingestEvents',
    summary: 'Take EventBridge events: one, an array, or {events: [...]}; answers after the commit',
    permission: 'events:ingest',
    input: ingestInput,
    output: ingestResult,
    status: 201,
    errors: ['ALL_EVENTS_REJECTED', 'OVERLOADED'],
    bodyLimit: FIVE_MIB,
    handler: async (call) => {
      const { deps, caller, body, text } = call;
      const result = await ingestEvents(deps, { ...caller, via: 'ingest' }, { value: body, text });
      return result.rejected === result.items.length ? allRejected(call, result) : result;
    },
  }),
  route({
    method: 'get',
    path: '/events',
    name: 'listEvents',
    summary: 'List events, newest first',
    permission: 'events:read',
    query: listEventsQuery,
    output: listOf(eventSchema),
    handler: async ({ deps, caller, query }) => listView(await listEvents(deps, caller, query), eventView),
  }),
  valuesRoute('/events/accounts', 'listEventAccounts', 'account'),
  valuesRoute('/events/regions', 'listEventRegions', 'region'),
  valuesRoute('/events/sources', 'listEventSources', 'source'),
  route({
    method: 'get',
    path: '/events/{id}',
    name: 'getEvent',
    summary: 'One event',
    permission: 'events:read',
    output: eventSchema,
    errors: ['NOT_FOUND'],
    handler: async ({ deps, caller, params }) => eventView(await getEvent(deps, caller, params.id)),
  }),
  operationRoute({
    method: 'patch',
    path: '/events/{id}',
    name: 'annotateEvent',
    summary: 'Acknowledge, note or tag an event',
    operation: annotateEvent,
    output: eventSchema,
    errors: ['NOT_FOUND'],
    answer: eventView,
  }),
  operationRoute({
    method: 'delete',
    path: '/events/{id}',
    name: 'deleteEvent',
    summary: 'Delete an event',
    operation: deleteEvent,
    status: 204,
    errors: ['NOT_FOUND'],
  }),
  operationRoute({
    method: 'post',
    path: '/events/{id}/create-task',
    name: 'createTaskFromEvent',
    summary: 'Make the task of an event; what is not given is made from it',
    operation: createTaskFromEvent,
    output: taskSchema,
    status: 201,
    errors: ['NOT_FOUND', 'EVENT_HAS_TASK'],
    answer: versionedTask,
  }),
];

/** The error that every client knows, and beside it what was wrong with each event. */
function allRejected({ caller }: Pick<Call, 'caller'>, result: IngestResult): WithStatus {
  const details = Object.fromEntries(result.items.map(({ index, error = 'is rejected' }) => [`${index}`, error]));
  const { code, status, message } = new AppError('ALL_EVENTS_REJECTED', { details });
  const error = { code, message, details, request_id: caller.request.id };
  return new WithStatus(status, { ...error, ...result });
}
