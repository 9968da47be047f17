import { expect } from 'chai';
import { z } from 'zod';
import { openApiDocument } from '../../src/api/openapi.js';
import type { Route } from '../../src/api/route.js';
import { routes } from '../../src/api/routes.js';
import { errorSchema } from '../../src/http/error-response.js';

type Paths = Record<string, Record<string, { responses: Record<string, unknown> }>>;

const { paths } = openApiDocument(routes) as { paths: Paths };

/** Literal paths first, as in the router: `/users/me` is no id. */
const known = [...routes]
  .sort((a, b) => Number(a.path.includes('{')) - Number(b.path.includes('{')))
  .map((route) => ({ route, pattern: new RegExp(`^${route.path.replace(/\{\w+\}/g, '[^/]+')}/?$`) }));

/** The declared route that a call belongs to, none where its path takes other methods. `path` is below /api/v1 or /api. */
function routeOf(method: string, path: string): Route | undefined {
  const meant = known.find(({ pattern }) => pattern.test(path))?.route.path;
  return routes.find((route) => route.path === meant && route.method === method.toLowerCase());
}

/** What an answer may be that refuses every event: an error, and beside it what is wrong with each. */
const refusedIngest = errorSchema.extend({
  accepted: z.int(),
  duplicates: z.int(),
  rejected: z.int(),
  items: z.array(z.object({ index: z.int(), id: z.null(), status: z.literal('rejected'), error: z.string() })),
});

/**
 * Every answer of a declared route keeps to the document: its status is declared, its body has the declared shape and
 * nothing besides. A field that leaks fails every test that meets it.
 */
export function expectDeclared(method: string, path: string, status: number, body: unknown): void {
  const route = routeOf(method, path);
  if (!route) return;
  const where = `${method} ${route.path} ${status}`;
  expect(paths[route.path]?.[route.method]?.responses, `${where} is not in the document`).to.have.property(`${status}`);
  const isRefusedIngest = (body as { code?: string } | undefined)?.code === 'ALL_EVENTS_REJECTED';
  const schema = status < 400 ? route.output : isRefusedIngest ? refusedIngest : errorSchema;
  const parsed = (schema ?? z.undefined()).safeParse(body);
  expect(parsed.error?.issues ?? [], where).to.deep.equal([]);
  // The names in an error's details are the caller's, `__proto__` among them, which zod would drop.
  if (status < 400) expect(body, `${where} has more than its schema`).to.deep.equal(parsed.data);
  else expect(body, `${where} has more than its schema`).to.have.all.keys(Object.keys(parsed.data as object));
}
