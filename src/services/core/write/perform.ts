import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Actor, Caller, UserActor } from '../access/actor.js';
import { authorise, type Owned, type Permission } from '../access/policy.js';
import type { Core } from '../core.js';
import { translateDatabaseError } from '../database-errors.js';
import { AppError } from '../errors.js';
import { parse } from '../input/parse.js';
import { isId } from '../input/shapes.js';
import { writeAuditEntry } from './audit.js';
import { type Change, type Context, Refusal } from './context.js';

interface Loaded extends Owned {
  id: string;
  version?: number;
}

interface Operation<A extends Actor, Input, Loadable extends Loaded, Result> {
  permission: Permission;
  /** Names the change in the audit log, like `task.close`. */
  action: string;
  entity: string;
  /** The record that it is about, where the caller names one. */
  id?: string;
  schema: z.ZodType<Input>;
  input: unknown;
  /** The record that the work is about, locked; the permission is checked against it. */
  load?: (ctx: Context<A>, input: Input) => Promise<Loadable>;
  /** The version that the caller last saw; a record that has moved on since is a conflict. */
  ifVersion?: number | undefined;
  work: (ctx: Context<A>, input: Input, record: Loadable) => Promise<Result | Refusal>;
}

/**
 * The one way to change anything: checks the permission with the actor read afresh, parses, loads and checks again,
 * works, and writes the audit entries in the same transaction. A denial is recorded in a transaction of its own.
 * @throws {AppError} what went wrong, for the caller
 */
export async function perform<A extends Actor, Input, Loadable extends Loaded, Result>(
  core: Core,
  caller: Caller<A>,
  operation: Operation<A, Input, Loadable, Result>,
): Promise<Result> {
  try {
    const actor = await readAfresh(core, caller.actor);
    authorise(actor, operation.permission);
    const input = parse(operation.schema, operation.input);
    const outcome = await core.db.transaction((manager) =>
      workAndAudit(core, manager, { ...caller, actor }, operation, input),
    );
    if (outcome instanceof Refusal) throw outcome.error;
    return outcome;
  } catch (error) {
    const known = translateDatabaseError(error);
    if (known instanceof AppError && known.status === 403) {
      const entity_id = isId(operation.id) ? operation.id : null;
      const denial = { entity_id, before: null, after: { code: known.code } };
      await writeAuditEntry({ core, manager: core.db.manager, caller }, operation, 'denied', denial);
    }
    throw known;
  }
}

async function workAndAudit<A extends Actor, Input, Loadable extends Loaded, Result>(
  core: Core,
  manager: EntityManager,
  caller: Caller<A>,
  operation: Operation<A, Input, Loadable, Result>,
  input: Input,
): Promise<Result | Refusal> {
  const changes: Change[] = [];
  let isUnchanged = false;
  const ctx: Context<A> = {
    core,
    manager,
    actor: caller.actor,
    now: core.now(),
    newId: core.newId,
    audit: (change) => changes.push({ ...change, before: copy(change.before), after: copy(change.after) }),
    unchanged: () => {
      isUnchanged = true;
    },
  };
  const record = (await operation.load?.(ctx, input)) as Loadable;
  if (record) {
    authorise(caller.actor, operation.permission, record);
    checkVersion(caller, record, operation.ifVersion);
  }
  const result = await operation.work(ctx, input, record);
  if (changes.length === 0 && !isUnchanged) throw new Error(`${operation.action} left no audit entry`);
  const ended = result instanceof Refusal ? 'refused' : 'success';
  for (const change of changes) await writeAuditEntry({ core, manager, caller }, operation, ended, change);
  return result;
}

/** A record as it is now: work goes on to change it. */
const copy = <T extends object | null>(record: T): T => (record === null ? record : ({ ...record } as T));

function checkVersion(caller: Caller, record: Loaded, expected: number | undefined): void {
  if (expected === undefined || record.version === expected) return;
  throw new AppError(caller.via === 'api' ? 'PRECONDITION_FAILED' : 'STALE_RECORD');
}

/** The role may have changed since the request began, and the user may be gone. */
async function readAfresh<A extends Actor>(core: Core, actor: A): Promise<A> {
  if (actor.type !== 'user') return actor;
  const [row] = (await core.db.query(
    'SELECT email, role, must_change_password FROM users WHERE id = $1 AND is_active AND deleted_at IS NULL',
    [actor.id],
  )) as Pick<UserActor, 'email' | 'role' | 'must_change_password'>[];
  if (!row) throw new AppError('UNAUTHENTICATED');
  return { ...actor, ...row };
}
