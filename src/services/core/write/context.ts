import type { EntityManager, EntityTarget, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import type { Actor } from '../access/actor.js';
import type { Core } from '../core.js';
import { AppError } from '../errors.js';
import { requireId } from '../input/shapes.js';

/** What an audit entry says about the record; who and through what come from the call. */
export interface Change {
  entity_id: string | null;
  before: object | null;
  after: object | null;
  /** Who it turned out to be, where the call began without an actor. */
  actor?: Actor;
}

/** A refusal that keeps what was written before it: it commits, then throws. */
export class Refusal {
  constructor(readonly error: AppError) {}
}

/** What work stands on: one transaction, one moment, one actor. */
export interface Context<A extends Actor = Actor> {
  core: Core;
  manager: EntityManager;
  actor: A;
  now: Date;
  newId: () => string;
  /** Notes a change for the audit log. Work that notes none fails, unless it says that it changed nothing. */
  audit: (change: Change) => void;
  unchanged: () => void;
}

/**
 * The record by its id, locked until the transaction ends.
 * @throws {AppError} NOT_FOUND, also for what is deleted and for ids that cannot be
 */
export async function lock<T extends ObjectLiteral & { id: string }>(
  ctx: Context,
  entity: EntityTarget<T>,
  id: string,
): Promise<T> {
  const where = { id: requireId(id) } as FindOptionsWhere<T>;
  const record = await ctx.manager.findOne(entity, { where, lock: { mode: 'pessimistic_write' } });
  if (!record || ('deleted_at' in record && record.deleted_at !== null)) throw new AppError('NOT_FOUND');
  return record;
}
