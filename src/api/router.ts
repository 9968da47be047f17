import { setMaxListeners } from 'node:events';
import { type RequestHandler, Router } from 'express';
import { otherMethods } from '../http/other-methods.js';
import { AppError } from '../services/core/errors.js';
import type { Deps } from '../services/deps.js';
import { handle } from './handle.js';
import type { Route } from './route.js';
import type { StreamEnds } from './send-stream.js';

/** The router of all declared routes. A path that is known by other methods answers 405, any other 404. */
export function createApiRouter(deps: Deps, routes: Route[], ends: StreamEnds): Router {
  // Each open stream listens; Node would take more than ten for a leak.
  setMaxListeners(0, ends.stopping);
  const router = Router({ strict: false });
  const paths = [...new Set(routes.map(({ path }) => path))];
  // A path's methods stand together: Express compares each address with what was added before, one after the other.
  const addPath = (path: string) => {
    const known = routes.filter((route) => route.path === path);
    const here = router.route(expressPath(path));
    for (const route of known) here[route.method](handle(deps, route, ends));
    here.all(otherMethods(...known.map(({ method }) => method)));
  };
  // What has a name of its own comes first, by whatever method, so that `/users/me` and `/events/export` are no ids.
  for (const path of paths.filter(isLiteral)) addPath(path);
  router.all(RESERVED_PATHS, notFound);
  for (const path of paths.filter((one) => !isLiteral(one))) addPath(path);
  router.use(notFound);
  return router;
}

const isLiteral = (path: string): boolean => !path.includes('{');

/** Names that the contract gives to calls that are not there yet. Nobody is asked whether they are ids. */
const RESERVED_PATHS = [
  '/events/bulk',
  '/events/export',
  '/events/stream',
  '/tasks/export',
  '/users/export',
  '/users/lookup',
];

const notFound: RequestHandler = () => {
  throw new AppError('NOT_FOUND');
};

const expressPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');
