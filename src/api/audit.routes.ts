import { getAuditEntry, listAudit } from '../services/audit/list-audit.js';
import { auditEntrySchema, auditEntryView } from './audit.view.js';
import { type Route, route } from './route.js';
import { listOf, listView } from './shapes.js';

export const auditRoutes: Route[] = [
  route({
    method: 'get',
    path: '/audit',
    name: 'listAudit',
    summary: 'Who did what, newest first',
    serves: listAudit,
    output: listOf(auditEntrySchema),
    answer: (page) => listView(page, auditEntryView),
  }),
  route({
    method: 'get',
    path: '/audit/{id}',
    name: 'getAuditEntry',
    summary: 'One entry, with all that changed',
    serves: getAuditEntry,
    output: auditEntrySchema,
    errors: ['NOT_FOUND'],
    answer: auditEntryView,
  }),
];
