import type { Caller } from '../../services/core/access/actor.js';
import { countCall } from '../../services/core/access/rate-limits.js';
import type { Call, Operation } from '../../services/core/write/operation.js';
import { perform } from '../../services/core/write/perform.js';
import type { Deps } from '../../services/deps.js';

/**
 * An operation as the console does it: counted first, where it is limited.
 * @throws {AppError} RATE_LIMITED and what the operation does
 */
export async function performCounted<Input, Result>(
  deps: Deps,
  caller: Caller,
  operation: Operation<Input, Result>,
  call: Call,
): Promise<Result> {
  await countCall(deps, operation, caller.request.ip);
  return perform(deps, caller, operation, call);
}
