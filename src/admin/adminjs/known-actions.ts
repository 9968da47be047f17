import type AdminJS from 'adminjs';
import type { RequestHandler } from 'express';
import { AppError } from '../../services/core/errors.js';

const CALL = /^\/resources\/([^/]+)\/(?:actions\/([^/]+)|records\/[^/]+\/([^/]+)|bulk\/([^/]+)|(search)$)/;

/** AdminJS answers names that it does not know with a fault; to us they are just not there. */
export function requireKnownAction(admin: AdminJS): RequestHandler {
  const actions = new Map(
    admin.resources.map((resource) => {
      const decorated = resource.decorate();
      return [decorated.id(), new Set(Object.keys(decorated.actions))];
    }),
  );
  return (req, _res, next) => {
    const [isCall, resource = '', ...names] = CALL.exec(req.path) ?? [];
    const name = names.find((candidate) => candidate !== undefined) ?? '';
    const isBulkOfNothing = names[2] !== undefined && !req.query.recordIds;
    if (isCall && (!actions.get(resource)?.has(name) || isBulkOfNothing)) throw new AppError('NOT_FOUND');
    next();
  };
}
