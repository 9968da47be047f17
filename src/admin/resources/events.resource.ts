import { MonitoringEvent } from '../../entities/event.entity.js';
import type { Deps } from '../../services/deps.js';
import { annotateEvent } from '../../services/events/annotate-event.js';
import { deleteEvent } from '../../services/events/delete-event.js';
import { EVENT_TITLES, type EventRecord } from '../../services/events/event-record.js';
import { getEvent } from '../../services/events/get-event.js';
import { listEvents } from '../../services/events/list-events.js';
import { SEVERITIES, severityName } from '../../services/events/severity.js';
import { createTaskFromEvent } from '../../services/tasks/create-task-from-event.js';
import { Components } from '../adminjs/component-loader.js';
import { done, recordAction } from '../adminjs/record-action.js';
import { between, buildResource, choices, exactly, oneOf } from '../adminjs/resource.js';

/** An event as the console shows it: with what follows from its columns. */
const shownEvent = <Event extends Pick<EventRecord, 'severity_level' | 'acknowledged_at'>>(event: Event) => ({
  ...event,
  severity: severityName(event.severity_level),
  acknowledged: event.acknowledged_at !== null,
});

const BADGE = { list: Components.Badge, show: Components.Badge };
const JSON_VALUE = { show: Components.JsonValue };

export const eventsResource = (deps: Deps) =>
  buildResource(deps, {
    id: 'events',
    entity: MonitoringEvent,
    icon: 'Bell',
    titleProperty: 'title',
    words: {
      many: 'Events',
      one: 'event',
      empty: {
        title: 'No events yet',
        text: 'Make an API key with the scope events:write and post events to /api/events. The dashboard has a command.',
      },
      actions: { acknowledge: 'Acknowledge', createTask: 'Create task' },
      properties: {
        needs_attention: 'Needs attention',
        detail_type: 'Type',
        source_state: 'State at the source',
        published_at: 'Published at',
        acknowledged_at: 'Acknowledged at',
        acknowledged_by: 'Acknowledged by',
        task_id: 'Task',
      },
    },
    reads: {
      list: listEvents,
      listed: shownEvent,
      get: getEvent,
      shown: shownEvent,
      titles: EVENT_TITLES,
    },
    writes: {
      // Events have no version: what people say of one is few words, and the last of them counts.
      update: { operation: annotateEvent, fields: ['notes', 'tags'] },
      delete: { operation: deleteEvent },
    },
    list: ['severity', 'title', 'account', 'source', 'acknowledged', 'published_at'],
    show: [
      'severity',
      'title',
      'account',
      'region',
      'source',
      'detail_type',
      'source_state',
      'resources',
      'published_at',
      'created_at',
      'expires_at',
      'acknowledged',
      'acknowledged_by',
      'acknowledged_at',
      'notes',
      'tags',
      'task_id',
      'fingerprint',
      'detail',
      'id',
    ],
    filters: {
      search: exactly('search'),
      severity: oneOf('severity'),
      acknowledged: exactly('acknowledged'),
      needs_attention: exactly('needs_attention'),
      account: oneOf('account'),
      region: oneOf('region'),
      source: oneOf('source'),
      detail_type: oneOf('detail_type'),
      tags: oneOf('tag'),
      fingerprint: oneOf('fingerprint'),
      published_at: between,
    },
    sortable: ['published_at', 'severity'],
    sort: { sortBy: 'published_at', direction: 'desc' },
    properties: {
      severity: { availableValues: choices(SEVERITIES), components: BADGE },
      acknowledged: { type: 'boolean' },
      needs_attention: {
        availableValues: choices(['true']),
        description: 'High or critical, and neither acknowledged nor resolved',
      },
      acknowledged_by: { reference: 'users' },
      task_id: { reference: 'tasks' },
      expires_at: { type: 'datetime' },
      source_state: { components: BADGE },
      notes: { type: 'textarea' },
      tags: { description: 'At most 10' },
      resources: { components: JSON_VALUE },
      detail: { components: JSON_VALUE },
      search: { type: 'string', description: 'Words of title, detail and resources' },
    },
    actions: {
      acknowledge: recordAction(deps, {
        operation: annotateEvent,
        icon: 'CheckCircle',
        isVisible: ({ acknowledged }) => acknowledged !== true,
        call: () => ({ input: { acknowledged: true } }),
        answer: () => done('The event is acknowledged.'),
        recordOf: (event) => event,
      }),
      createTask: recordAction(deps, {
        operation: createTaskFromEvent,
        icon: 'PlusSquare',
        isVisible: ({ task_id }) => task_id === null,
        call: () => ({ input: {} }),
        answer: (task, recordUrl) => ({ ...done('The task is made.'), redirectUrl: recordUrl('tasks', task.id) }),
      }),
    },
  });
