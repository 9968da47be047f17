import { AppError } from '../errors.js';

/** Where a part of a text begins and ends. */
export type Span = readonly [start: number, end: number];

const codeOf = (sign: string): number => sign.charCodeAt(0);
const BACKSLASH = codeOf('\\');
const QUOTE = codeOf('"');
export const COMMA = codeOf(',');
const OPEN_LIST = codeOf('[');
const CLOSE_LIST = codeOf(']');
const OPEN_OBJECT = codeOf('{');
const CLOSE_OBJECT = codeOf('}');

export const isOpening = (sign: number): boolean => sign === OPEN_LIST || sign === OPEN_OBJECT;
export const isClosing = (sign: number): boolean => sign === CLOSE_LIST || sign === CLOSE_OBJECT;

/**
 * Visits the signs of a JSON text that are no part of its strings: commas, brackets, braces, and the quote before each
 * string. It ends when the visitor has seen enough. A loop over every character of megabytes, so it makes nothing.
 * @throws {AppError} INVALID_JSON when a string does not end
 */
export function visitStructure(
  text: string,
  [start, end]: Span,
  hasEnough: (sign: number, at: number) => boolean,
): void {
  for (let at = start; at < end; at++) {
    const sign = text.charCodeAt(at);
    switch (sign) {
      case QUOTE:
        if (hasEnough(sign, at)) return;
        at = endOfString(text, at) - 1;
        break;
      case COMMA:
      case OPEN_LIST:
      case CLOSE_LIST:
      case OPEN_OBJECT:
      case CLOSE_OBJECT:
        if (hasEnough(sign, at)) return;
    }
  }
}

/**
 * Whether a JSON text holds more values than this: each but the first stands after a comma, a bracket or a brace, and of
 * two strings at least one is a value.
 * @throws {AppError} INVALID_JSON
 */
export function holdsMoreThan(most: number, text: string): boolean {
  let [values, strings] = [0, 0];
  const hasMore = () => values > most || strings > 2 * most + 1;
  visitStructure(text, [0, text.length], (sign) => {
    if (sign === QUOTE) strings++;
    else if (!isClosing(sign)) values++;
    return hasMore();
  });
  return hasMore();
}

/**
 * Behind the string that begins here.
 * @throws {AppError} INVALID_JSON when it does not end
 */
export function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let before = at;
    while (text.charCodeAt(before - 1) === BACKSLASH) before--;
    // After an even number of backslashes, a quote stands for itself.
    if ((at - before) % 2 === 0) return at + 1;
  }
  throw new AppError('INVALID_JSON');
}
