import { AuditEntry, OUTCOMES, VIAS } from '../../entities/audit-entry.entity.js';
import { getAuditEntry, listAudit } from '../../services/audit/list-audit.js';
import type { Deps } from '../../services/deps.js';
import { Components } from '../adminjs/component-loader.js';
import { between, buildResource, choices, exactly, oneOf } from '../adminjs/resource.js';

export const auditResource = (deps: Deps) =>
  buildResource(deps, {
    id: 'audit',
    entity: AuditEntry,
    icon: 'List',
    titleProperty: 'action',
    words: {
      many: 'Audit log',
      one: 'audit entry',
      empty: {
        title: 'Nothing recorded yet',
        text: 'Every change, from the console and from the API, leaves an entry here. Make one and come back.',
      },
      properties: {
        at: 'When',
        via: 'Through',
        actor_email: 'Who',
        actor_id: 'Who',
        entity_id: 'Record',
        ip: 'IP address',
        user_agent: 'User agent',
        request_id: 'Request id',
      },
    },
    reads: { list: listAudit, get: getAuditEntry },
    list: ['at', 'actor_email', 'action', 'entity', 'entity_id', 'outcome', 'via'],
    show: [
      'at',
      'actor_email',
      'action',
      'outcome',
      'entity',
      'entity_id',
      'changes',
      'via',
      'ip',
      'user_agent',
      'request_id',
      'id',
    ],
    filters: {
      action: oneOf('action'),
      actor_id: exactly('actor_id'),
      entity: oneOf('entity'),
      entity_id: exactly('entity_id'),
      outcome: oneOf('outcome'),
      via: oneOf('via'),
      at: between,
    },
    sortable: ['at'],
    sort: { sortBy: 'at', direction: 'desc' },
    properties: {
      actor_id: { reference: 'users' },
      outcome: {
        availableValues: choices(OUTCOMES),
        components: { list: Components.Badge, show: Components.Badge },
      },
      via: { availableValues: choices(VIAS), components: { list: Components.Badge, show: Components.Badge } },
      changes: { components: { show: Components.AuditDiff } },
    },
  });
