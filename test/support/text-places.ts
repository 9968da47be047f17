import { openApiDocument } from '../../src/api/openapi.js';
import { routes } from '../../src/api/routes.js';

type Schema = Record<string, unknown>;

/** Where in a body or a query a text may stand; `isFree` where it may be any text, rather than one of a form. */
export interface Place {
  at: (string | number)[];
  isFree: boolean;
}

export interface DocumentedCall {
  method: string;
  path: string;
  body: { places: Place[]; example: unknown } | null;
  query: Place[];
}

interface Operation {
  parameters?: { name: string; in: string; schema: Schema }[];
  requestBody?: { content: { 'application/json': { schema: Schema; example: unknown } } };
}

const document = openApiDocument(routes) as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

/** Every call that the document describes, with every place in it for a text: what is added is in it by itself. */
export const documentedCalls: DocumentedCall[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { parameters = [], requestBody }]) => {
    const body = requestBody?.content['application/json'];
    return {
      method: method.toUpperCase(),
      path,
      body: body ? { places: placesIn(body.schema), example: body.example } : null,
      // Of a query all is text, numbers too.
      query: parameters
        .filter((one) => one.in === 'query')
        .map(({ name, schema }) => ({ at: [name], isFree: placesIn(schema).some(({ isFree }) => isFree) })),
    };
  }),
);

function placesIn(schema: Schema, at: Place['at'] = []): Place[] {
  const { $ref, anyOf, items, properties, type, format, pattern = '', enum: values, const: value } = schema;
  if ($ref) return placesIn(document.components.schemas[($ref as string).split('/').at(-1) as string] as Schema, at);
  if (anyOf) return withoutTwins((anyOf as Schema[]).flatMap((one) => placesIn(one, at)));
  if (properties) {
    return Object.entries(properties).flatMap(([name, one]) => placesIn(one as Schema, [...at, name]));
  }
  if (items) return placesIn(items as Schema, [...at, 0]);
  // What says nothing of what it holds may hold texts, under any name.
  if (type === 'object' || (type === undefined && value === undefined))
    return [{ at: [...at, 'anything'], isFree: true }];
  if (type !== 'string') return [];
  return [{ at, isFree: !format && !values && !value && !(pattern as string).startsWith('^') }];
}

/** A field with several forms may be named by more than one. */
function withoutTwins(places: Place[]): Place[] {
  return [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
}

/** Writes into a body; what has to stand around the place is taken from the example. */
export function writeAt(body: unknown, example: unknown, { at }: Place, text: string): void {
  let [here, like] = [body as Schema, example as Schema | undefined];
  for (const [index, step] of at.slice(0, -1).entries()) {
    like = like?.[step] as Schema | undefined;
    here[step] ??= structuredClone(like) ?? (typeof at[index + 1] === 'number' ? [] : {});
    here = here[step] as Schema;
  }
  here[at.at(-1) as string] = text;
}
