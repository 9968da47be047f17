import { type Json, querySchemas } from './document-schemas.js';
import { isPublic, isRepeatable, type Route } from './route.js';

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'The same key and body get the same answer for 24 hours.',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
};

const IF_MATCH = {
  name: 'If-Match',
  in: 'header',
  description: 'The ETag of the record as it was read: should it have changed since, nothing is done.',
  schema: { type: 'string', pattern: '^(?:\\*|(?:W/)?"[0-9]+")$' },
};

/** Whether an Idempotency-Key is looked at. Nobody knows of a stranger's call whether it is the same. */
export const takesIdempotencyKey = (route: Route): boolean => isRepeatable(route) && !isPublic(route);

/** All that a call takes beside its body: ids, filters, headers. */
export function parametersOf(route: Route): Json[] {
  const { path, query, errors = [] } = route;
  return [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      description: 'Nothing has an id that is no UUID: that is a 404 too.',
      schema: { type: 'string', format: 'uuid' },
    })),
    // `?name=` is as good as no name: it asks for nothing.
    ...Object.entries(query ? querySchemas(query) : {}).map(([name, schema]) => ({
      name,
      in: 'query',
      allowEmptyValue: true,
      schema,
    })),
    ...(takesIdempotencyKey(route) ? [IDEMPOTENCY_KEY] : []),
    ...(errors.includes('PRECONDITION_FAILED') ? [IF_MATCH] : []),
  ];
}
