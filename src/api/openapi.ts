import { createRequire } from 'node:module';
import { z } from 'zod';
import { errorSchema } from '../http/error-response.js';
import { ERRORS, type ErrorCode } from '../services/core/errors.js';
import { parametersOf, takesIdempotencyKey } from './document-parameters.js';
import { type Json, type NamedSchemas, namedSchemas, referTo } from './document-schemas.js';
import { examples } from './examples.js';
import { isPublic, type Route } from './route.js';
import type { StreamType } from './streamed.js';

const { version } = createRequire(import.meta.url)('../../../package.json') as { version: string };

/** Any call may come with a body, wanted or not, and it is looked at. */
const PUBLIC_ERRORS: ErrorCode[] = [
  'INVALID_JSON',
  'MALFORMED_REQUEST',
  'HOST_NOT_ALLOWED',
  'BODY_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'VALIDATION_FAILED',
  'DATABASE_UNAVAILABLE',
  'INTERNAL',
];
const COMMON_ERRORS: ErrorCode[] = [
  ...PUBLIC_ERRORS,
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'PASSWORD_CHANGE_REQUIRED',
  'RATE_LIMITED',
];
const LIMIT_ERRORS: ErrorCode[] = ['RATE_LIMITED'];
const REPEAT_ERRORS: ErrorCode[] = ['IDEMPOTENCY_IN_PROGRESS', 'IDEMPOTENCY_KEY_REUSED'];

/** Node gives this answer by itself, before anybody is asked. */
const HEADERS_TOO_LARGE = { 431: { description: 'Address and headers have more than 16 KiB together. No body.' } };

const ABOUT = `Events, tasks, AWS accounts and settings of a Signalbox. \`/api\` is an alias of \`/api/v1\`.

By other methods than those listed, a path answers 405 METHOD_NOT_ALLOWED, and \`Allow\` names those that it takes;
OPTIONS tells the same with a 204, and HEAD answers as GET does. No text may hold NUL or half a surrogate pair.`;

/** The OpenAPI 3.1 document of the routes, from the schemas that validate. */
export function openApiDocument(routes: Route[]): Json {
  const named = namedSchemas(routes);
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operation(route, named) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Signalbox', version, description: ABOUT, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/api/v1' }],
    security: [{ bearer: [] }, { apiKey: [] }],
    tags: [...new Set(routes.map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      schemas: named.schemas,
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An access token or an API key.' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
      },
    },
  };
}

function operation(route: Route, { inputOf, outputOf }: NamedSchemas): Json {
  const { name, summary, permission, input, output, streams, status = 200, limit } = route;
  const { body, answer } = examples[name] ?? {};
  const parameters = parametersOf(route);
  return {
    operationId: name,
    summary,
    tags: [tagOf(route)],
    ...(isPublic(route) ? { security: [] } : { description: `Needs the permission \`${permission}\`.` }),
    ...(parameters.length > 0 && { parameters }),
    ...(input && { requestBody: { required: !input.safeParse({}).success, content: json(inputOf(route), body) } }),
    responses: {
      [status]: {
        description: status === 204 ? 'Done.' : 'The answer.',
        headers: { 'X-Request-Id': { schema: { type: 'string' } }, ...(limit && RATE_LIMIT_HEADERS) },
        ...((output || streams) && {
          content: { ...(output && json(outputOf(route), answer)), ...textsOf(streams) },
        }),
      },
      ...errorResponses(route),
    },
  };
}

const integer = { schema: { type: 'integer' } };
const RATE_LIMIT_HEADERS = { 'RateLimit-Limit': integer, 'RateLimit-Remaining': integer, 'RateLimit-Reset': integer };

const json = (schema: Json, example?: unknown) => ({
  'application/json': { schema, ...(example !== undefined && { example }) },
});

const textsOf = (streams: readonly StreamType[] = []): Json =>
  Object.fromEntries(
    streams.filter((type) => type !== 'application/json').map((type) => [type, { schema: { type: 'string' } }]),
  );

function errorResponses(route: Route): Json {
  const codes = new Set([
    ...(isPublic(route) ? PUBLIC_ERRORS : COMMON_ERRORS),
    ...(route.errors ?? []),
    ...(takesIdempotencyKey(route) ? REPEAT_ERRORS : []),
    ...(route.limit ? LIMIT_ERRORS : []),
  ]);
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) byStatus.set(ERRORS[code][0], [...(byStatus.get(ERRORS[code][0]) ?? []), code]);
  const error = json(referTo(z.globalRegistry.get(errorSchema)?.id));
  const responses = [...byStatus].map(([status, names]) => [status, { description: names.join(', '), content: error }]);
  // Names that are numbers stand in their order by themselves.
  return { ...Object.fromEntries(responses), ...HEADERS_TOO_LARGE };
}

const tagOf = ({ path }: Pick<Route, 'path'>): string => path.split('/')[1] as string;
