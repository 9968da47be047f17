import { AppError } from '../services/core/errors.js';
import { annotateEvent } from '../services/events/annotate-event.js';
import { deleteEvent } from '../services/events/delete-event.js';
import { getEvent } from '../services/events/get-event.js';
import { type IngestResult, ingestEvents, ingestResult } from '../services/events/ingest-events.js';
import { listEventAccounts, listEventRegions, listEventSources } from '../services/events/list-event-values.js';
import { listEvents } from '../services/events/list-events.js';
import { ingestInput } from '../services/events/normalise/envelope.js';
import { createTaskFromEvent } from '../services/tasks/create-task-from-event.js';
import { eventSchema, eventValuesSchema, eventView } from './events.view.js';
import { type Call, operationRoute, type Route, route, WithStatus } from './route.js';
import { listOf, listView } from './shapes.js';
import { taskSchema, versionedTask } from './tasks.view.js';

const FIVE_MIB = 5 * 1024 * 1024;

const valuesRoute = (of: 'accounts' | 'regions' | 'sources', name: string, serves: typeof listEventAccounts): Route =>
  route({
    method: 'get',
    path: `/events/${of}`,
    name,
    summary: `The ${of} of the stored events, commonest first; at most 1,000`,
    serves,
    output: eventValuesSchema,
    answer: (values) => values,
  });

export const eventsRoutes: Route[] = [
  route({
    method: 'post',
    path: '/events',
    name: 'ingestEvents',
    summary: 'Take EventBridge events: one, an array, or {events: [...]}; answers after the commit',
    serves: ingestEvents,
    ask: ({ text }) => text || '{}',
    takesText: true,
    hasOwnQueue: true,
    input: ingestInput,
    output: ingestResult,
    status: 201,
    errors: ['ALL_EVENTS_REJECTED', 'OVERLOADED'],
    bodyLimit: FIVE_MIB,
    answer: (result, call) => (result.rejected === result.items.length ? allRejected(call, result) : result),
  }),
  route({
    method: 'get',
    path: '/events',
    name: 'listEvents',
    summary: 'List events, newest first',
    serves: listEvents,
    output: listOf(eventSchema),
    answer: (page) => listView(page, eventView),
  }),
  valuesRoute('accounts', 'listEventAccounts', listEventAccounts),
  valuesRoute('regions', 'listEventRegions', listEventRegions),
  valuesRoute('sources', 'listEventSources', listEventSources),
  route({
    method: 'get',
    path: '/events/{id}',
    name: 'getEvent',
    summary: 'One event',
    serves: getEvent,
    output: eventSchema,
    errors: ['NOT_FOUND'],
    answer: eventView,
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
