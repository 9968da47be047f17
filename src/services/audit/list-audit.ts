import { z } from 'zod';
import { AuditEntry, OUTCOMES, VIAS } from '../../entities/audit-entry.entity.js';
import { guarded } from '../core/access/guarded.js';
import { id, several, unixSecondsParam } from '../core/input/shapes.js';
import { Conditions } from '../core/read/conditions.js';
import { listPage } from '../core/read/list.js';
import { pagingFields, sortedBy } from '../core/read/paging.js';
import { columnsOf, getter } from '../core/read/source.js';

const text = z.string().min(1).max(200);

const listAuditQuery = z.strictObject({
  ...pagingFields,
  action: several(text),
  actor_id: id.optional(),
  entity: several(text),
  entity_id: text.toLowerCase().optional(),
  via: several(z.enum(VIAS)),
  outcome: several(z.enum(OUTCOMES)),
  start_date: unixSecondsParam,
  end_date: unixSecondsParam,
});

/** An entry as it is read. */
export type AuditRecord = Omit<AuditEntry, 'is_large'> & {
  /** In lists: it is too large to say what changed. */
  is_abridged?: boolean;
};

const NAMES = columnsOf(AuditEntry, 'a', ['before', 'after', 'is_large']);

const AUDIT = { select: `${NAMES}, a.before, a.after`, from: 'audit_entries a', id: 'a.id' };

const SOURCE = {
  ...AUDIT,
  select: `${NAMES}, CASE WHEN NOT a.is_large THEN a.before END AS before,
    CASE WHEN NOT a.is_large THEN a.after END AS after, a.is_large AS is_abridged`,
  sortable: { at: 'a.at' },
  defaultSort: '-at',
  indexedInOrder: ['a.action', 'a.actor_id', 'a.outcome', 'a.via', 'a.entity', 'a.entity_id'],
};

/**
 * Who did what, newest first.
 * @throws {AppError} FORBIDDEN; VALIDATION_FAILED as `listPage` does
 */
export const listAudit = guarded({
  permission: 'audit:read',
  action: 'audit.list',
  entity: 'audit_entry',
  query: sortedBy(SOURCE, listAuditQuery),
  work: (core, _caller, query) => {
    const conditions = new Conditions()
      .addOneOf('a.action', query.action)
      .addEqual('a.actor_id', query.actor_id)
      .addOneOf('a.entity', query.entity)
      .addEqual('a.entity_id', query.entity_id)
      .addOneOf('a.via', query.via)
      .addOneOf('a.outcome', query.outcome)
      .addWithin('a.at', query);
    return listPage<AuditRecord>(core, SOURCE, conditions, query);
  },
});

/** One entry. */
export const getAuditEntry = getter<AuditRecord>(
  { permission: 'audit:read', action: 'audit.read', entity: 'audit_entry' },
  AUDIT,
);
