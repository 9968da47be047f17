import { ANONYMOUS, type Caller, type RequestInfo } from '../access/actor.js';
import { countedAddress } from '../access/client-address.js';
import type { Subject } from '../access/subject.js';
import type { Core } from '../core.js';
import { AppError } from '../errors.js';
import { isId } from '../input/shapes.js';
import { writeAuditEntries } from './audit.js';

/** Doors, operations and pages that are left standing all look: what a request is denied first is noted. */
const noted = new WeakSet<RequestInfo>();

/** Of what came after so many kinds of denials that it was only counted: nobody's, and no action's. */
const NOBODY: Caller = { actor: ANONYMOUS, via: 'api', request: { id: null, ip: null, user_agent: null } };
const MANY = { action: 'many.denied', entity: 'many' };

/**
 * Notes that somebody was denied something, in a transaction of its own: the one that it happened in is undone. What the
 * same actor is denied again within the minute is counted. Other errors are nobody's denial.
 * @throws {AppError} DATABASE_UNAVAILABLE
 */
export async function noteDenial(
  core: Core,
  caller: Caller,
  subject: Pick<Subject, 'action' | 'entity'>,
  error: unknown,
  id?: string,
): Promise<void> {
  if (!(error instanceof AppError) || error.status !== 403 || noted.has(caller.request)) return;
  noted.add(caller.request);
  const { code } = error;
  const kind = JSON.stringify([whoseOf(caller), caller.via, subject.action, code]);
  const write = (change: ReturnType<typeof ofNoRecord>) =>
    writeAuditEntries({ core, caller }, subject, 'denied', [change]);
  await core.denials.note('id' in caller.actor ? 'known' : 'strangers', kind, {
    first: () => write({ ...ofNoRecord({ code }), entity_id: isId(id) ? id.toLowerCase() : null }),
    repeated: (repeated) => write(ofNoRecord({ code, repeated })),
    others: (repeated) => writeAuditEntries({ core, caller: NOBODY }, MANY, 'denied', [ofNoRecord({ repeated })]),
  });
}

const ofNoRecord = (after: object) => ({ entity_id: null as string | null, before: null, after });

/** Strangers are told apart by their addresses, as limits count them. */
const whoseOf = ({ actor, request }: Caller): string => ('id' in actor ? actor.id : countedAddress(request.ip));
