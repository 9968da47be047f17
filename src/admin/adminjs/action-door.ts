import type { RequestHandler } from 'express';
import { can } from '../../services/core/access/policy.js';
import { AppError } from '../../services/core/errors.js';
import { noteDenial } from '../../services/core/write/denial.js';
import type { Deps } from '../../services/deps.js';
import { callerOf } from './caller.js';
import type { ConsoleResource } from './resource.js';
import { actionKey, type KnownAction } from './service-definition.js';

declare global {
  namespace Express {
    interface Locals {
      /** The action of the console that is asked for. */
      action?: KnownAction;
      /** Whether who asks may not: then nothing of the form is read. */
      isDenied?: boolean;
    }
  }
}

/** An action of one record or of none, as AdminJS's router knows them. */
const CALL = /^\/resources\/([^/]+)\/(?:records\/([^/]+)\/([^/]+)|actions\/([^/]+)(?:\/[^/]+)?)\/?$/;

/** What AdminJS answers beside actions. */
const DASHBOARD = '/dashboard';

/** At a GET of it AdminJS throws, which would be a fault of ours. */
const onlyByPost = actionKey('resource', 'new');

/**
 * The door before AdminJS, which answers names that it does not know with a fault, and refuses without noting whom. That
 * it refuses, and in words that its pages show, is its own work: `openTo` tells it the same.
 */
export function guardActions(deps: Deps, resources: ConsoleResource[]): RequestHandler {
  const known = new Map(resources.map(({ resource, options }) => [options.id, resource.actions]));
  return async (req, res, next) => {
    if (req.path === DASHBOARD) return next();
    const [, resource = '', recordId, ofOne, ofNone = ''] = CALL.exec(req.path) ?? [];
    const key = actionKey(ofOne === undefined ? 'resource' : 'record', ofOne ?? ofNone);
    const action = known.get(resource)?.get(key);
    if (!action || (key === onlyByPost && req.method !== 'POST')) throw new AppError('NOT_FOUND');
    res.locals.action = action;
    const { subject } = action;
    const caller = callerOf(req.session.adminUser);
    // Pages let a picker search by themselves, whoever looks at them: that is nobody's attempt.
    const isMeant = ['GET', 'POST'].includes(req.method) && key !== actionKey('resource', 'search');
    res.locals.isDenied = !can(caller.actor, subject.permission);
    if (isMeant && res.locals.isDenied) {
      await noteDenial(deps, caller, subject, new AppError('FORBIDDEN'), recordId);
    }
    next();
  };
}

/** There is no action of many records, and AdminJS takes its page without records for a fault. */
export const refuseBulkPages: RequestHandler = (req, _res, next) => {
  if (/^\/resources\/[^/]+\/bulk\//.test(req.path)) throw new AppError('NOT_FOUND');
  next();
};
