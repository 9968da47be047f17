import { isDeepStrictEqual } from 'node:util';
import type { EntityManager } from 'typeorm';
import { AuditEntry, type Outcome } from '../../../entities/audit-entry.entity.js';
import type { Actor, Caller } from '../access/actor.js';
import type { Core } from '../core.js';
import { redact } from '../redact.js';
import type { Change } from './context.js';

interface Subject {
  action: string;
  entity: string;
}

/** Writes one entry: who did what, through what, and how it ended. */
export async function writeAuditEntry(
  { core, manager, caller }: { core: Core; manager: EntityManager; caller: Caller },
  { action, entity }: Subject,
  outcome: Outcome,
  change: Change,
): Promise<void> {
  await manager.insert(AuditEntry, {
    id: core.newId(),
    at: core.now(),
    ...describeActor(change.actor ?? caller.actor),
    via: caller.via,
    ip: caller.request.ip,
    user_agent: caller.request.user_agent,
    request_id: caller.request.id,
    action,
    outcome,
    entity,
    entity_id: change.entity_id,
    ...differences(change.before, change.after),
  });
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
