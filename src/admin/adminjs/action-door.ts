import type { RequestHandler } from 'express';
import { authorise } from '../../services/core/access/policy.js';
import { AppError } from '../../services/core/errors.js';
import { noteDenial } from '../../services/core/write/denial.js';
import type { Deps } from '../../services/deps.js';
import { callerOf } from './caller.js';
import type { ConsoleResource } from './resource.js';

const CALL = /^\/resources\/([^/]+)\/(?:actions\/([^/]+)|records\/([^/]+)\/([^/]+)|bulk\/([^/]+)|(search)(?:\/.*)?$)/;

/**
 * The door before AdminJS, which answers names that it does not know with a fault, and refuses without noting whom. That
 * it refuses, and in words that its pages show, is its own work: `openTo` tells it the same.
 */
export function guardActions(deps: Deps, resources: ConsoleResource[]): RequestHandler {
  const subjects = new Map(resources.map((resource) => [resource.options.id, resource.subjects]));
  return async (req, _res, next) => {
    const [isCall, resource = '', ofAll, recordId, ofOne, ofMany, search] = CALL.exec(req.path) ?? [];
    if (!isCall) return next();
    const subject = subjects.get(resource)?.[ofAll ?? ofOne ?? search ?? ''];
    if (!subject || ofMany !== undefined) throw new AppError('NOT_FOUND');
    const caller = callerOf(req.session.adminUser);
    try {
      authorise(caller.actor, subject.permission);
    } catch (error) {
      await noteDenial(deps, caller, subject, error, recordId);
    }
    next();
  };
}
