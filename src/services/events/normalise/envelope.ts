import { z } from 'zod';
import { parseShape } from '../../core/input/parse.js';
import { awsAccountId } from '../../core/input/shapes.js';
import { SEVERITIES } from '../severity.js';
import { eventTexts } from './event-texts.js';

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

const texts = wrapped(z.string());

/**
 * The texts of a body's events, whichever form it has: each is read by itself, so that a bad one costs no other.
 * @throws {AppError} INVALID_JSON, VALIDATION_FAILED naming `events` or the body
 */
export const eventsOf = (body: string): string[] => parseShape(texts, { events: eventTexts(body, MOST_EVENTS) }).events;

export type Envelope = z.infer<typeof envelope>;
export type Detail = Envelope['detail'];

/** The part of a detail at a dotted path, whatever it is; undefined where there is nothing. */
export function at(detail: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((part, key) => {
    const isInside = typeof part === 'object' && part !== null && Object.hasOwn(part, key);
    return isInside ? (part as Record<string, unknown>)[key] : undefined;
  }, detail);
}

/** Characters of a text that is read for what it means: titles have 200, and what names a subject is no essay. */
const LONGEST_READ = 1000;

/** The same, when it is a plain value: what is nested has no text of its own. */
export function scalarAt(detail: unknown, path: string): string | number | boolean | undefined {
  const value = at(detail, path);
  return typeof value === 'number' || typeof value === 'boolean' ? value : textAt(detail, path);
}

/** The same, when it is text. */
export function textAt(detail: unknown, path: string): string | undefined {
  const value = at(detail, path);
  return typeof value === 'string' ? value.slice(0, LONGEST_READ) : undefined;
}
