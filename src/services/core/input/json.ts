import { AppError, invalid } from '../errors.js';
import { holdsMoreThan } from './json-structure.js';

/** Values that a text may hold: more than any form and any setting does. To parse a million empty lists takes longer than to send them. */
const MOST_VALUES = 20_000;

/**
 * Parses JSON that somebody sent, if it holds no more than 20,000 values.
 * @throws {AppError} INVALID_JSON, VALIDATION_FAILED naming the body
 */
export function parseJson(text: string): unknown {
  if (holdsMoreThan(MOST_VALUES, text)) throw invalid({ body: `holds more than ${MOST_VALUES} values` });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('INVALID_JSON', { cause });
  }
}
