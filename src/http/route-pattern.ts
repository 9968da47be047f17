import type { Request } from 'express';

/** Addresses that no route of Express has matched: a guard answered first, files were served, or there is nothing. */
const BESIDE_ROUTES: [pattern: string, address: RegExp][] = [
  ['/admin/api/*', /^\/admin\/api\//],
  ['/admin/*', /^\/admin(\/|$)/],
];

/** What every other address is called: there are as many of them as strangers can think of. */
const UNKNOWN = 'unknown';

/**
 * Which route a request is for, as the OpenAPI document writes it: `/api/tasks/{id}`, for /api and /api/v1 the same.
 * It is known once the request has been routed, so ask when it is over. There are few of them: ids are never in it.
 */
export function routePattern(req: Request): string {
  const address = req.originalUrl.split('?', 1)[0] as string;
  const paths = req.route?.path as string | string[] | undefined;
  const path = Array.isArray(paths) ? paths[0] : paths;
  if (path === undefined) return BESIDE_ROUTES.find(([, known]) => known.test(address))?.[0] ?? UNKNOWN;
  const pattern = `${doorOf(address, path)}${path.replace(/:(\w+)/g, '{$1}')}`;
  return pattern.replace(/(?<=.)\/$/, '');
}

/** Where the route's router is mounted. Express forgets it on the way out of an error, so it is told by the address. */
function doorOf(address: string, path: string): string {
  if (/^\/api(\/|$)/i.test(address)) return '/api';
  return /^\/admin(\/|$)/.test(address) && !path.startsWith('/admin') ? '/admin' : '';
}
