import { z } from 'zod';
import { parseShape } from '../../core/input/parse.js';
import { awsAccountId } from '../../core/input/shapes.js';
import { SEVERITIES } from '../severity.js';

/** Sources and types are any text; these lengths fit an index. */
const name = z.string().min(1, 'must not be empty').max(256);

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An EventBridge event as it comes. What else it holds (version, replay-name) is not kept. */
export const envelope = z
  .object({
    id: name,
    'detail-type': name,
    source: name,
    account: awsAccountId,
    time: z.iso.datetime({ offset: true, error: 'must be an ISO 8601 time with a zone' }),
    region: z.string().regex(/^[a-z0-9-]{1,64}$/, 'must be an AWS region'),
    resources: z.array(z.string().max(2048)).max(1000).default([]),
    // No z.record: it drops a key that is named __proto__.
    detail: z.custom<Record<string, unknown>>(isObject, 'must be an object').meta({ type: 'object' }).default({}),
    severity: z
      .union([z.enum(SEVERITIES), z.int().min(0).max(5)])
      .optional()
      .describe('The sender’s own word; it comes before every rule.'),
  })
  .meta({ id: 'IncomingEvent' });

/** Events that one request may bring. */
const MOST_EVENTS = 1000;

const listOf = <Event extends z.ZodType>(event: Event) =>
  z
    .array(event, 'must be an array of events')
    .min(1, 'must hold at least one event')
    .max(MOST_EVENTS, `must hold at most ${MOST_EVENTS} events`);

const wrapped = <Event extends z.ZodType>(event: Event) => z.object({ events: listOf(event) });

/** The three forms of a request's body. */
export const ingestInput = z.union([envelope, listOf(envelope), wrapped(envelope)]);

const unchecked = wrapped(z.unknown());

/** The events of a body of any of the forms: each is checked by itself, so that a bad one costs no other. */
export const eventsOf = (body: unknown): unknown[] => parseShape(unchecked, wrap(body)).events;

function wrap(body: unknown): unknown {
  if (Array.isArray(body)) return { events: body };
  const isWrapped = isObject(body) && 'events' in body && !('detail-type' in body);
  return isWrapped ? body : { events: [body] };
}

export type Envelope = z.infer<typeof envelope>;
export type Detail = Envelope['detail'];

/** The part of a detail at a dotted path, whatever it is; undefined where there is nothing. */
export function at(detail: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((part, key) => {
    const isInside = typeof part === 'object' && part !== null && Object.hasOwn(part, key);
    return isInside ? (part as Record<string, unknown>)[key] : undefined;
  }, detail);
}

/** The same, when it is a plain value: what is nested has no text of its own. */
export function scalarAt(detail: unknown, path: string): string | number | boolean | undefined {
  const value = at(detail, path);
  return ['string', 'number', 'boolean'].includes(typeof value) ? (value as string | number | boolean) : undefined;
}

/** The same, when it is text. */
export function textAt(detail: unknown, path: string): string | undefined {
  const value = at(detail, path);
  return typeof value === 'string' ? value : undefined;
}
