import { createRequire } from 'node:module';
import { z } from 'zod';
import { errorSchema } from '../http/error-response.js';
import { ERRORS, type ErrorCode } from '../services/core/errors.js';
import { examples } from './examples.js';
import { isPublic, isRepeatable, type Route } from './route.js';
import type { StreamType } from './streamed.js';

type Json = Record<string, unknown>;

const { version } = createRequire(import.meta.url)('../../../package.json') as { version: string };

const PUBLIC_ERRORS: ErrorCode[] = ['INVALID_JSON', 'VALIDATION_FAILED', 'DATABASE_UNAVAILABLE', 'INTERNAL'];
const COMMON_ERRORS: ErrorCode[] = [...PUBLIC_ERRORS, 'UNAUTHENTICATED', 'FORBIDDEN', 'PASSWORD_CHANGE_REQUIRED'];
const LIMIT_ERRORS: ErrorCode[] = ['RATE_LIMITED'];
const BODY_ERRORS: ErrorCode[] = ['BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'];

/** The OpenAPI 3.1 document of the routes, from the schemas that validate. */
export function openApiDocument(routes: Route[]): Json {
  const inputs = z.registry<{ id: string }>();
  const outputs = z.registry<{ id: string }>();
  for (const { name, input, output } of routes) {
    if (input && !nameOf(input, inputs)) inputs.add(input, { id: `${capital(name)}Input` });
    if (output && !nameOf(output, outputs)) outputs.add(output, { id: `${capital(name)}Output` });
  }
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operation(route, inputs, outputs) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Signalbox',
      version,
      description: 'Events, tasks, AWS accounts and settings of a Signalbox. `/api` is an alias of `/api/v1`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api/v1' }],
    security: [{ bearer: [] }, { apiKey: [] }],
    tags: [...new Set(routes.map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      schemas: {
        ...schemasOf(z.globalRegistry, 'output'),
        ...schemasOf(inputs, 'input'),
        ...schemasOf(outputs, 'output'),
      },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An access token or an API key.' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
      },
    },
  };
}

type Registry = ReturnType<typeof z.registry<{ id: string }>>;

const uriOf = (id: string): string => `#/components/schemas/${id}`;

const SHARED = `${uriOf('__shared')}#/$defs/`;

const nameOf = (schema: z.ZodType, registry: Registry): string | undefined =>
  z.globalRegistry.get(schema)?.id ?? registry.get(schema)?.id;

function schemasOf(registry: z.core.$ZodRegistry<{ id?: string | undefined }>, io: 'input' | 'output'): Json {
  const { schemas } = z.toJSONSchema(registry, { uri: uriOf, io, unrepresentable: 'any' });
  // What has its name in the global registry, zod puts aside once more for each other one.
  const { __shared: _shared, ...own } = JSON.parse(JSON.stringify(schemas).replaceAll(SHARED, uriOf(''))) as Record<
    string,
    Json
  >;
  return Object.fromEntries(
    Object.entries(own).map(([name, { $id: _id, $schema: _schema, ...schema }]) => [name, schema]),
  );
}

function operation(route: Route, inputs: Registry, outputs: Registry): Json {
  const { name, summary, permission, input, output, streams, status = 200, limit } = route;
  const { body, answer } = examples[name] ?? {};
  return {
    operationId: name,
    summary,
    tags: [tagOf(route)],
    ...(isPublic(route) ? { security: [] } : { description: `Needs the permission \`${permission}\`.` }),
    ...parametersOf(route),
    ...(input && {
      requestBody: { required: !input.safeParse({}).success, content: json(nameOf(input, inputs), body) },
    }),
    responses: {
      [status]: {
        description: status === 204 ? 'Done.' : 'The answer.',
        headers: { 'X-Request-Id': { schema: { type: 'string' } }, ...(limit && RATE_LIMIT_HEADERS) },
        ...((output || streams) && {
          content: { ...(output && json(nameOf(output, outputs), answer)), ...textsOf(streams) },
        }),
      },
      ...errorResponses(route),
    },
  };
}

const integer = { schema: { type: 'integer' } };
const RATE_LIMIT_HEADERS = { 'RateLimit-Limit': integer, 'RateLimit-Remaining': integer, 'RateLimit-Reset': integer };

const json = (schemaName = '', example?: unknown) => ({
  'application/json': { schema: { $ref: uriOf(schemaName) }, ...(example !== undefined && { example }) },
});

const textsOf = (streams: readonly StreamType[] = []): Json =>
  Object.fromEntries(
    streams.filter((type) => type !== 'application/json').map((type) => [type, { schema: { type: 'string' } }]),
  );

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'The same key and body get the same answer for 24 hours.',
  schema: { type: 'string', maxLength: 255 },
};

function parametersOf(route: Route): Json {
  const { path, query } = route;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  }));
  const described = query && (z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' }) as { properties?: Json });
  const inQuery = Object.entries(described?.properties ?? {}).map(([name, schema]) => ({ name, in: 'query', schema }));
  const isKept = isRepeatable(route) && !isPublic(route);
  const parameters = [...inPath, ...inQuery, ...(isKept ? [IDEMPOTENCY_KEY] : [])];
  return parameters.length > 0 ? { parameters } : {};
}

function errorResponses(route: Route): Json {
  const { input, limit, errors = [] } = route;
  const common = isPublic(route) ? PUBLIC_ERRORS : COMMON_ERRORS;
  const codes = [...new Set([...common, ...(input ? BODY_ERRORS : []), ...errors, ...(limit ? LIMIT_ERRORS : [])])];
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) byStatus.set(ERRORS[code][0], [...(byStatus.get(ERRORS[code][0]) ?? []), code]);
  const schemaName = z.globalRegistry.get(errorSchema)?.id;
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, names]) => [status, { description: names.join(', '), content: json(schemaName) }]),
  );
}

const tagOf = ({ path }: Pick<Route, 'path'>): string => path.split('/')[1] as string;

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
