import { z } from 'zod';
import { BLANKS } from '../services/core/input/shapes.js';
import type { Route } from './route.js';

export type Json = Record<string, unknown>;

type Registry = ReturnType<typeof z.registry<{ id: string }>>;

/** The shapes that the document names, and how it refers to the body and the answer of a route. */
export interface NamedSchemas {
  schemas: Json;
  inputOf: (route: Route) => Json;
  outputOf: (route: Route) => Json;
}

/** What the routes take and answer, from the schemas that validate. A shape without a name gets that of its call. */
export function namedSchemas(routes: Route[]): NamedSchemas {
  const inputs: Registry = z.registry();
  const outputs: Registry = z.registry();
  for (const { name, input, output } of routes) {
    if (input && !nameOf(input, inputs)) inputs.add(input, { id: `${capital(name)}Input` });
    if (output && !nameOf(output, outputs)) outputs.add(output, { id: `${capital(name)}Output` });
  }
  const sent = schemasOf(inputs, 'input');
  return {
    schemas: {
      ...schemasOf(z.globalRegistry, 'output'),
      ...only(namesIn(sent), schemasOf(z.globalRegistry, 'input')),
      ...sent,
      ...schemasOf(outputs, 'output'),
    },
    inputOf: ({ input }) => referTo(input && nameOf(input, inputs)),
    outputOf: ({ output }) => referTo(output && nameOf(output, outputs)),
  };
}

/** What a query holds, name by name. */
export const querySchemas = (query: z.ZodType): Json =>
  (z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' }).properties ?? {}) as Json;

export const referTo = (name = ''): Json => ({ $ref: uriOf(name) });

const uriOf = (id: string): string => `#/components/schemas/${id}`;

const SHARED = `${uriOf('__shared')}#/$defs/`;

const nameOf = (schema: z.ZodType, registry: Registry): string | undefined =>
  z.globalRegistry.get(schema)?.id ?? registry.get(schema)?.id;

function schemasOf(registry: z.core.$ZodRegistry<{ id?: string | undefined }>, io: 'input' | 'output'): Json {
  const { schemas } = z.toJSONSchema(registry, { uri: uriOf, io, unrepresentable: 'any', override: addBlank });
  // What has its name in the global registry, zod puts aside once more for each other one.
  const { __shared: _shared, ...own } = JSON.parse(JSON.stringify(schemas).replaceAll(SHARED, uriOf(''))) as Record<
    string,
    Json
  >;
  return Object.fromEntries(
    Object.entries(own).map(([name, { $id: _id, $schema: _schema, ...schema }]) => [name, schema]),
  );
}

/** What a field takes when a form leaves it blank, zod does not know: it happens before the schema looks. */
function addBlank({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: z.core.JSONSchema.BaseSchema }) {
  const taken = BLANKS.get(zodSchema as z.ZodType);
  if (!taken) return;
  const { anyOf, description, ...own } = jsonSchema;
  for (const name of Object.keys(own)) delete jsonSchema[name];
  jsonSchema.anyOf = [...(anyOf ?? [own]), taken.blank === null ? { type: 'null' } : { const: '' }];
}

const namesIn = (schemas: Json): string[] =>
  [...JSON.stringify(schemas).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name as string);

const only = (names: string[], schemas: Json): Json =>
  Object.fromEntries(Object.entries(schemas).filter(([name]) => names.includes(name)));

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
