import type { Request } from 'express';
import { noteActor } from '../http/request-info.js';
import { identify } from '../services/auth/identify.js';
import type { Actor } from '../services/core/access/actor.js';
import { AppError } from '../services/core/errors.js';
import type { Deps } from '../services/deps.js';

/**
 * Who calls: by `Authorization: Bearer` (an access token or an API key) or by `X-Api-Key`. An access token need not
 * outlive the call that it came with: it counts as of then.
 * @throws {AppError} UNAUTHENTICATED
 */
export async function authenticate(deps: Deps, req: Request, called: Date): Promise<Actor> {
  const [, bearer] = /^Bearer +(\S+)$/i.exec(req.get('authorization') ?? '') ?? [];
  const token = bearer ?? req.get('x-api-key');
  const actor = token ? await identify(deps, token, called) : null;
  if (!actor) throw new AppError('UNAUTHENTICATED');
  noteActor(req, actor);
  return actor;
}
