import { AppError, invalid } from '../../core/errors.js';
import { parseJson } from '../../core/input/json.js';
import {
  COMMA,
  endOfString,
  holdsMoreThan,
  isClosing,
  isOpening,
  type Span,
  visitStructure,
} from '../../core/input/json-structure.js';

/** Values that a body may hold: of a thousand real events it has fewer, however large they are. */
const MOST_VALUES = 250_000;

/** Fields that an event, or what stands around a list of them, may have. */
const MOST_FIELDS = 1000;

const CLOSED_BY: Record<string, string> = { '[': ']', '{': '}' };

/**
 * The texts of a body's events, each as it came, of all its forms: one event, an array, `{"events": [...]}`; of an array,
 * those up to `most` and one more. They are told apart without parsing any, so that a large body is never parsed in one
 * go; whether each is JSON, its own parser says. Undefined where there should be a list of events, and is something else.
 * @throws {AppError} INVALID_JSON, VALIDATION_FAILED naming the body
 */
export function eventTexts(body: string, most: number): string[] | undefined {
  if (holdsMoreThan(MOST_VALUES, body)) throw invalid({ body: `holds more than ${MOST_VALUES} values` });
  const [start, end] = trimmed(body, [0, body.length]);
  const elements = (list: Span) => partsOf(body, list, most).map((part) => body.slice(...part));
  if (body[start] === '[') return elements([start, end]);
  if (body[start] !== '{') return [body];
  const fields = fieldsOf(body, [start, end]);
  const events = fields.get('events');
  if (!events || fields.has('detail-type')) return [body];
  // What stands beside the events is not kept, but it has to be JSON.
  parseJson(`${body.slice(0, events[0])}[]${body.slice(events[1])}`);
  return body[events[0]] === '[' ? elements(events) : undefined;
}

/** The values of an object, by their names; of several of one name, the last. */
function fieldsOf(text: string, object: Span): Map<string, Span> {
  const parts = partsOf(text, object, MOST_FIELDS);
  if (parts.length > MOST_FIELDS) throw invalid({ body: `has more than ${MOST_FIELDS} fields` });
  const fields = parts.map(([start, end]): [string, Span] => {
    const nameEnd = text[start] === '"' ? endOfString(text, start) : start;
    const colon = text.indexOf(':', nameEnd);
    if (colon === -1 || colon > end) throw new AppError('INVALID_JSON');
    return [String(parseJson(text.slice(start, nameEnd))), trimmed(text, [colon + 1, end])];
  });
  return new Map(fields);
}

/** What stands between the commas of a list or an object: up to `most` parts, and one more. */
function partsOf(text: string, [open, end]: Span, most: number): Span[] {
  const parts: Span[] = [];
  let start = open + 1;
  let depth = 0;
  visitStructure(text, [open, end], (sign, at) => {
    if (isOpening(sign)) depth++;
    else if (isClosing(sign)) depth--;
    if (depth > 1 || (depth === 1 && sign !== COMMA)) return false;
    parts.push(trimmed(text, [start, at]));
    start = at + 1;
    return depth === 0 || parts.length > most;
  });
  if (parts.length > most) return parts;
  if (depth > 0 || start !== end || text[end - 1] !== CLOSED_BY[text[open] as string])
    throw new AppError('INVALID_JSON');
  return isEmpty(parts) ? [] : parts;
}

const isEmpty = ([first, ...more]: Span[]): boolean => more.length === 0 && first?.[0] === first?.[1];

function trimmed(text: string, [start, end]: Span): Span {
  let [from, until] = [start, end];
  while (from < until && isBlank(text.charCodeAt(from))) from++;
  while (until > from && isBlank(text.charCodeAt(until - 1))) until--;
  return [from, until];
}

/** Space, tab and the ends of lines. */
const isBlank = (sign: number): boolean => sign === 0x20 || sign === 0x09 || sign === 0x0a || sign === 0x0d;
