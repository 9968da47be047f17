import type { Caller } from '../access/actor.js';
import type { Core } from '../core.js';
import { translateDatabaseError } from '../database-errors.js';
import { AppError } from '../errors.js';
import { isId } from '../input/shapes.js';
import { type Subject, writeAuditEntries } from './audit.js';

/** Operation and door both look: a denial is noted by the first. */
const noted = new WeakSet<AppError>();

/**
 * Notes that somebody was denied something, in a transaction of its own: the one that it happened in is undone. Other
 * errors are nobody's denial.
 * @throws {AppError} DATABASE_UNAVAILABLE
 */
export async function noteDenial(
  core: Core,
  caller: Caller,
  subject: Subject,
  error: unknown,
  id?: string,
): Promise<void> {
  if (!(error instanceof AppError) || error.status !== 403 || noted.has(error)) return;
  noted.add(error);
  const denial = { entity_id: isId(id) ? id : null, before: null, after: { code: error.code } };
  try {
    await writeAuditEntries({ core, manager: core.db.manager, caller }, subject, 'denied', [denial]);
  } catch (error) {
    throw translateDatabaseError(error);
  }
}
