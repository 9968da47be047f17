import type { EntityManager } from 'typeorm';
import { isActiveUser } from '../access/active-user.js';
import type { Caller, UserActor } from '../access/actor.js';
import { authorise } from '../access/policy.js';
import { transact } from '../connection.js';
import type { Core } from '../core.js';
import { translateDatabaseError } from '../database-errors.js';
import { AppError } from '../errors.js';
import { parse } from '../input/parse.js';
import { tellUnexpected } from '../unexpected.js';
import { writeAuditEntries } from './audit.js';
import { Context, Refusal } from './context.js';
import { noteDenial } from './denial.js';
import type { Call, Given, Loaded, Operation } from './operation.js';
import { lock } from './records.js';

/**
 * The one way to change anything: checks the permission, parses, prepares, and then in one transaction loads and checks
 * again, works, and writes the audit entries. A denial is recorded in a transaction of its own.
 * @throws {AppError} what went wrong, for the caller
 */
export async function perform<Input, Result>(
  core: Core,
  caller: Caller,
  operation: Operation<Input, Result>,
  call: Call<Result> = {},
): Promise<Result> {
  try {
    return await prepareAndWork(core, caller, operation, call);
  } catch (error) {
    const known = translateDatabaseError(error);
    await noteDenial(core, caller, operation, known, call.id);
    throw known;
  }
}

async function prepareAndWork<Input, Result>(
  core: Core,
  caller: Caller,
  operation: Operation<Input, Result>,
  call: Call<Result>,
): Promise<Result> {
  authorise(caller.actor, operation.permission);
  const input = (operation.input && parse(operation.input, call.input)) as Input;
  const given = { id: call.id?.toLowerCase() ?? '', input };
  const prepared = await operation.prepare?.(core, { ...given, caller });
  const workAs = (who: Caller) =>
    transact(core, (manager) => workAndAudit(new Context(core, manager, who), operation, given, { call, prepared }));
  const { ctx, result } = await workAs(caller).catch(async (error) => {
    if (!(error instanceof ActorChanged)) throw error;
    const actor = await readAfresh(core.db.manager, caller.actor);
    authorise(actor, operation.permission);
    return workAs({ ...caller, actor }).catch(deniedWhenChangedAgain);
  });
  for (const work of ctx.afterwards) await runAfterCommit(core, work);
  if (result instanceof Refusal) throw result.error;
  return result;
}

async function workAndAudit<Input, Result>(
  ctx: Context,
  operation: Operation<Input, Result>,
  given: Given<Input>,
  { call, prepared }: { call: Call<Result>; prepared: unknown },
): Promise<{ ctx: Context; result: Result | Refusal }> {
  const { locks } = operation;
  const record = locks ? await lock(ctx, locks, given.id) : await operation.load?.(ctx, given);
  if (record) {
    authorise(ctx.actor, operation.permission, record);
    checkVersion(ctx.caller, record, call.ifVersion);
  }
  const result = await operation.work(ctx, { ...given, record, prepared });
  if (ctx.changes.length > 0) {
    const ended = result instanceof Refusal ? 'refused' : 'success';
    if (!(await writeAuditEntries(ctx, operation, ended, ctx.changes))) throw new ActorChanged();
  } else if (!ctx.isUnchanged) throw new Error(`${operation.action} left no audit entry`);
  if (!(result instanceof Refusal)) await call.keep?.(ctx, result);
  return { ctx, result };
}

/** Who calls is no longer who was let in: what was done is undone, and asked again with who it is now. */
class ActorChanged extends Error {}

/** Once more is enough: whoever changes faster than that, or changes themselves, may not. */
function deniedWhenChangedAgain(error: unknown): never {
  throw error instanceof ActorChanged ? new AppError('FORBIDDEN') : error;
}

function checkVersion(caller: Caller, record: Loaded, expected: number | undefined): void {
  if (expected === undefined || record.version === undefined || record.version === expected) return;
  throw new AppError(caller.via === 'api' ? 'PRECONDITION_FAILED' : 'STALE_RECORD');
}

async function readAfresh<A extends Caller['actor']>(manager: EntityManager, actor: A): Promise<A> {
  if (actor.type !== 'user') return actor;
  const [row] = (await manager.query(
    `SELECT email, role, must_change_password FROM users WHERE id = $1 AND ${isActiveUser('users')}`,
    [actor.id],
  )) as Pick<UserActor, 'email' | 'role' | 'must_change_password'>[];
  if (!row) throw new AppError('UNAUTHENTICATED');
  return { ...actor, ...row };
}

/** The change is committed: what fails now is told, but takes nothing back. */
async function runAfterCommit(core: Core, work: () => Promise<unknown> | unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    void tellUnexpected(core, error, { where: 'after-commit' }, 'what follows on a change failed');
  }
}
