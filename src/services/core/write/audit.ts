import { isDeepStrictEqual } from 'node:util';
import type { EntityManager } from 'typeorm';
import type { AuditEntry, Outcome } from '../../../entities/audit-entry.entity.js';
import { isActiveUser } from '../access/active-user.js';
import type { Actor, Caller } from '../access/actor.js';
import type { Subject } from '../access/subject.js';
import type { Core } from '../core.js';
import { isLarge } from '../read/abridged.js';
import { rows } from '../read/sql.js';
import { redact } from '../redact.js';
import type { Change } from './context.js';

type Named = Pick<Subject, 'action' | 'entity'>;

interface Surroundings {
  core: Core;
  /** Absent where the entries stand alone, in a transaction of their own. */
  manager?: EntityManager;
  caller: Caller;
}

/**
 * Writes the entries of a call in one statement: who did what, through what, and how it ended. Nothing is written when
 * the user is gone by now, or has another role than when the call was let in; then the answer is false.
 */
export async function writeAuditEntries(
  { core, manager, caller }: Surroundings,
  subject: Named,
  outcome: Outcome,
  changes: Change[],
): Promise<boolean> {
  const { actor } = caller;
  const entries = changes.map((change) => entryOf(core, caller, subject, outcome, change));
  const names = Object.keys(entries[0] ?? {}).join(', ');
  const [isStillSo, ...who] =
    actor.type === 'user' && outcome !== 'denied'
      ? [STILL_THE_SAME_USER, actor.id, actor.role, actor.must_change_password]
      : ['TRUE'];
  const written = await rows(
    manager ? { manager } : core,
    `INSERT INTO audit_entries (${names}, is_large) SELECT ${names}, ${isLarge('before', 'after')} FROM json_populate_recordset(NULL::audit_entries, $1)
     WHERE ${isStillSo} RETURNING 1`,
    [JSON.stringify(entries), ...who],
  );
  return written.length === entries.length;
}

/** A password that was changed meanwhile is what the call itself may have done. */
const STILL_THE_SAME_USER = `EXISTS (SELECT 1 FROM users u WHERE u.id = $2 AND ${isActiveUser('u')}
  AND u.role = $3 AND (NOT u.must_change_password OR $4))`;

function entryOf(
  core: Core,
  caller: Caller,
  subject: Named,
  outcome: Outcome,
  change: Change,
): Omit<AuditEntry, 'is_large'> {
  return {
    id: core.newId(),
    at: core.now(),
    ...describeActor(change.actor ?? caller.actor),
    via: caller.via,
    ip: caller.request.ip,
    user_agent: caller.request.user_agent,
    request_id: caller.request.id,
    action: subject.action,
    outcome,
    entity: subject.entity,
    entity_id: change.entity_id,
    ...differences(change.before, change.after),
  };
}

function describeActor(actor: Actor): { actor_id: string | null; actor_email: string | null } {
  if (actor.type === 'user') return { actor_id: actor.id, actor_email: actor.email };
  if (actor.type === 'key') return { actor_id: actor.id, actor_email: `key: ${actor.name}` };
  return { actor_id: null, actor_email: actor.type === 'system' ? 'system' : null };
}

/** Of a change, the fields that differ; of a creation or a deletion, all of them. */
function differences(before: object | null, after: object | null): Pick<Change, 'before' | 'after'> {
  if (before === null || after === null) return { before: before && redact(before), after: after && redact(after) };
  const names = Object.keys({ ...before, ...after }) as (keyof (typeof before & typeof after))[];
  // A column that was not read is undefined before a save and null after it: that is no change.
  const changed = names.filter((name) => !isDeepStrictEqual(before[name] ?? null, after[name] ?? null));
  const pick = (record: object) =>
    redact(Object.fromEntries(Object.entries(record).filter(([name]) => changed.includes(name as never))));
  return { before: pick(before), after: pick(after) };
}
