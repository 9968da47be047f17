import type { RequestHandler } from 'express';
import { can } from '../../services/core/access/policy.js';
import { AppError } from '../../services/core/errors.js';
import { noteDenial } from '../../services/core/write/denial.js';
import type { Deps } from '../../services/deps.js';
import { callerOf } from './caller.js';
import type { ConsoleResource } from './resource.js';
import { actionKey } from './service-definition.js';

/** An action of one record or of none, and the search of pickers, as AdminJS's router knows them. */
const CALL =
  /^\/resources\/([^/]+)\/(?:records\/([^/]+)\/([^/]+)|actions\/([^/]+)(?:\/[^/]+)?|(search)(?:\/[^/]+)?)\/?$/;

/**
 * The door before AdminJS, which answers names that it does not know with a fault, and refuses without noting whom. That
 * it refuses, and in words that its pages show, is its own work: `openTo` tells it the same.
 */
export function guardActions(deps: Deps, resources: ConsoleResource[]): RequestHandler {
  const subjects = new Map(resources.map(({ resource, options }) => [options.id, resource.subjects]));
  return async (req, _res, next) => {
    if (!req.path.startsWith('/resources/')) return next();
    const [, resource = '', recordId, ofOne, ofNone, search] = CALL.exec(req.path) ?? [];
    const key = actionKey(ofOne === undefined ? 'resource' : 'record', ofOne ?? ofNone ?? search ?? '');
    const subject = subjects.get(resource)?.get(key);
    if (!subject) throw new AppError('NOT_FOUND');
    const caller = callerOf(req.session.adminUser);
    // Pages let a picker search by themselves, whoever looks at them: that is nobody's attempt.
    const isMeant = ['GET', 'POST'].includes(req.method) && key !== actionKey('resource', 'search');
    if (isMeant && !can(caller.actor, subject.permission)) {
      await noteDenial(deps, caller, subject, new AppError('FORBIDDEN'), recordId);
    }
    next();
  };
}
