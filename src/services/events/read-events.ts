import type { Caller, KeyActor } from '../core/access/actor.js';
import { AppError, invalid } from '../core/errors.js';
import { takeTurns } from '../core/turns.js';
import { tellUnexpected } from '../core/unexpected.js';
import type { Deps } from '../deps.js';
import { severityRules } from '../monitoring/get-monitoring-settings.js';
import { reachesAccount } from './event-record.js';
import type { ReceivedEvent } from './insert-events.js';
import { eventsOf } from './normalise/envelope.js';
import { normaliseEvent } from './normalise/normalise-event.js';

/**
 * The events of a body as they are written, each with who brought it; in the place of one that cannot be, why. A
 * thousand of them take a while, so others get their turn in between.
 * @throws {AppError} FORBIDDEN, INVALID_JSON, VALIDATION_FAILED of the body as a whole
 */
export async function readEvents(deps: Deps, caller: Caller, body: string): Promise<(ReceivedEvent | AppError)[]> {
  const { actor, request } = caller;
  if (actor.type !== 'key') throw new AppError('FORBIDDEN');
  const received = { created_at: deps.now(), api_key_id: actor.id, request_id: request.id };
  const texts = eventsOf(body);
  const rules = await severityRules(deps);
  const rest = takeTurns();
  const read: (ReceivedEvent | AppError)[] = [];
  for (const text of texts) {
    try {
      const row = normaliseEvent(text, rules, received.created_at);
      requireOwnAccount(actor, row.account);
      read.push({ ...row, ...received });
    } catch (error) {
      read.push(problemOf(deps, caller, actor, error));
    }
    await rest();
  }
  return read;
}

function requireOwnAccount(actor: KeyActor, account: string): void {
  if (!reachesAccount(actor, account)) throw invalid({ account: 'is none of those that the key is bound to' });
}

/**
 * One event that we cannot read must not cost the others; what is no JSON costs the whole body.
 * @throws {AppError} INVALID_JSON
 */
function problemOf(deps: Deps, { request }: Caller, { id: actor_id }: KeyActor, error: unknown): AppError {
  if (error instanceof AppError && error.status === 422) return error;
  if (error instanceof AppError) throw error;
  const { id: request_id, trace_id } = request;
  void tellUnexpected(deps, error, { where: 'event', request_id, trace_id, actor_id }, 'an event could not be read');
  return invalid({ detail: 'cannot be read' });
}
