import { ANONYMOUS, type Caller, NO_REQUEST, type RequestInfo } from '../access/actor.js';
import { countedAddress } from '../access/client-address.js';
import type { Subject } from '../access/subject.js';
import type { Core } from '../core.js';
import { AppError } from '../errors.js';
import { isId } from '../input/shapes.js';
import { writeAuditEntries } from './audit.js';
import type { Notes } from './denials.js';

/** Doors, operations and pages that are left standing all look: what a request is denied first is noted. */
const noted = new WeakSet<RequestInfo>();

type Attempted = Pick<Subject, 'action' | 'entity'>;

/** What came after so many kinds of denials that it was only counted: nobody's, and no action's. */
const MANY: Attempted = { action: 'many.denied', entity: 'many' };

/**
 * Notes that somebody was denied something, in a transaction of its own: the one that it happened in is undone. What the
 * same actor is denied again within the minute is counted. Strangers, of whom there are as many as addresses, take
 * nobody's place who is known. Other errors are nobody's denial.
 * @throws {AppError} DATABASE_UNAVAILABLE
 */
export async function noteDenial(
  core: Core,
  caller: Caller,
  subject: Attempted,
  error: unknown,
  id?: string,
): Promise<void> {
  if (!(error instanceof AppError) || error.status !== 403 || noted.has(caller.request)) return;
  noted.add(caller.request);
  const { code } = error;
  const { actor, via, request } = caller;
  const group = `${'id' in actor ? 'known' : 'strangers'} ${via}`;
  const kind = JSON.stringify([whoseOf(caller), subject.action, code]);
  const entity_id = isId(id) ? id.toLowerCase() : null;
  await core.denials.note(group, kind, request.ip, {
    first: () => write(core, caller, subject, { code }, entity_id),
    ...closing(core, { actor, via, request: NO_REQUEST }, subject, code),
  });
}

/** How a minute is closed, a function of its own: until then nothing holds on to a request. */
const closing = (core: Core, caller: Caller, subject: Attempted, code: string): Pick<Notes, 'repeated' | 'others'> => ({
  repeated: (again) => write(core, caller, subject, { code, ...again }),
  others: (again) => write(core, { ...caller, actor: ANONYMOUS }, MANY, again),
});

const write = (core: Core, caller: Caller, subject: Attempted, after: object, entity_id: string | null = null) =>
  writeAuditEntries({ core, caller }, subject, 'denied', [{ entity_id, before: null, after }]);

/** Strangers are told apart by their addresses, as limits count them. */
const whoseOf = ({ actor, request }: Caller): string => ('id' in actor ? actor.id : countedAddress(request.ip));
