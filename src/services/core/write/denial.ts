import type { Caller, RequestInfo } from '../access/actor.js';
import type { Subject } from '../access/subject.js';
import type { Core } from '../core.js';
import { AppError } from '../errors.js';
import { isId } from '../input/shapes.js';
import { writeAuditEntries } from './audit.js';

/** Doors, operations and pages that are left standing all look: what a request is denied first is noted. */
const noted = new WeakSet<RequestInfo>();

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
  if (!(error instanceof AppError) || error.status !== 403 || noted.has(caller.request)) return;
  noted.add(caller.request);
  const denial = { entity_id: isId(id) ? id.toLowerCase() : null, before: null, after: { code: error.code } };
  await writeAuditEntries({ core, caller }, subject, 'denied', [denial]);
}
