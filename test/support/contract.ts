import { expect } from 'chai';
import { z } from 'zod';
import { openApiDocument } from '../../src/api/openapi.js';
import type { Route } from '../../src/api/route.js';
import { routes } from '../../src/api/routes.js';
import { errorSchema } from '../../src/http/error-response.js';

type Responses = Record<string, { content?: Record<string, unknown> }>;
type Paths = Record<string, Record<string, { responses: Responses }>>;

const pathsOf = (of: Route[]): Paths => (openApiDocument(of) as { paths: Paths }).paths;

const paths = pathsOf(routes);

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

interface Given {
  status: number;
  /** The media type, without parameters. */
  type: string | undefined;
  /** What JSON says, else the text. */
  body: unknown;
}

/**
 * Every answer of a declared route keeps to the document: its status and type are declared, its body has the declared
 * shape and nothing besides. A field that leaks fails every test that meets it.
 */
export function expectDeclared(method: string, path: string, given: Given): void {
  const route = routeOf(method, path);
  if (route) expectAnswerOf(route, given, paths);
}

/** The same of a route that is none of the API's, but of a test. */
export function expectAnswerOf(route: Route, { status, type, body }: Given, documented = pathsOf([route])): void {
  const where = `${route.method} ${route.path} ${status}`;
  const responses = documented[route.path]?.[route.method]?.responses ?? {};
  expect(responses, `${where} is not in the document`).to.have.property(`${status}`);
  const types = Object.keys(responses[status]?.content ?? {});
  if (type !== undefined) expect(types, `${where} is of a type that the document does not know`).to.include(type);
  const isRefusedIngest = (body as { code?: string } | undefined)?.code === 'ALL_EVENTS_REJECTED';
  const isText = type !== undefined && type !== 'application/json';
  const output = isText ? z.string() : route.output;
  const schema = status < 400 ? output : isRefusedIngest ? refusedIngest : errorSchema;
  const parsed = (schema ?? z.undefined()).safeParse(body);
  expect(parsed.error?.issues ?? [], where).to.deep.equal([]);
  // The names in an error's details are the caller's, `__proto__` among them, which zod would drop.
  if (status < 400) expect(body, `${where} has more than its schema`).to.deep.equal(parsed.data);
  else expect(body, `${where} has more than its schema`).to.have.all.keys(Object.keys(parsed.data as object));
}
