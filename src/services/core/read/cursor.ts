import { z } from 'zod';
import { invalid } from '../errors.js';
import type { Source } from './source.js';
import { type Conditions, nameOf } from './sql.js';

/** What a row is sorted by, each as text. The id is there anyway. */
export type KeyColumns = Record<'id' | `key_${number}`, string>;

export interface SortKey {
  /** What callers call it: outside nobody learns of the expression. */
  name: string;
  expression: string;
  column: keyof KeyColumns;
  descending: boolean;
}

/**
 * Rows after the one that a cursor was made of.
 * @throws {AppError} VALIDATION_FAILED for a cursor of another list or order
 */
export function continueFrom(conditions: Conditions, cursor: string, order: string, keys: SortKey[]): void {
  addRowsAfter(conditions, keys, decodeCursor(cursor, order, keys));
}

/** Where all keys run the same way, a row comparison lets the index do it. */
function addRowsAfter(conditions: Conditions, keys: SortKey[], values: string[]): void {
  const sameWay = keys.every(({ descending }) => descending === keys[0]?.descending);
  if (sameWay) {
    const columns = keys.map(({ expression }) => expression).join(', ');
    const after = values.map(() => '?').join(', ');
    conditions.add(`(${columns}) ${keys[0]?.descending ? '<' : '>'} (${after})`, ...values);
    return;
  }
  const used: string[] = [];
  const alternatives = keys.map(({ expression, descending }, index) => {
    const equal = keys.slice(0, index).map((key) => `${key.expression} = ?`);
    used.push(...values.slice(0, index + 1));
    return `(${[...equal, `${expression} ${descending ? '<' : '>'} ?`].join(' AND ')})`;
  });
  conditions.add(`(${alternatives.join(' OR ')})`, ...used);
}

/** List and order are in the cursor, so that it cannot continue another list, or this one where it is sorted otherwise. */
export const orderOf = ({ from }: Pick<Source, 'from'>, keys: SortKey[]): string =>
  `${nameOf(from).slice(0, 8)} ${keys.map(({ name, descending }) => `${descending ? '-' : ''}${name}`).join()}`;

export function encodeCursor(row: KeyColumns, order: string, keys: SortKey[]): string {
  const values = keys.map(({ column }) => row[column]);
  return Buffer.from(JSON.stringify([order, ...values])).toString('base64url');
}

function decodeCursor(cursor: string, expected: string, keys: SortKey[]): string[] {
  const shape = z.array(z.string()).length(keys.length + 1);
  try {
    const [order, ...values] = shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    if (order === expected) return values;
  } catch {
    // Falls through to the same answer: whatever is wrong with it, it is no cursor of ours.
  }
  throw foreignCursor();
}

export const foreignCursor = (): Error => invalid({ cursor: 'is no cursor of this list in this order' });
